for i = 1, 3 do
    for j = 1, 3 do
        if i * j == 4 then
            print(i, j)  --> 2 2
            goto done
        end
    end
end
::done::
do goto inner; ::inner:: print("inner") end   --> inner

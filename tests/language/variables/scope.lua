local x = 10
do
    local x = x
    print(x)                --> 10
    x = x + 1
    do
        local x = x + 1
        print(x)            --> 12
    end
    print(x)                --> 11
end
print(x)                    --> 10

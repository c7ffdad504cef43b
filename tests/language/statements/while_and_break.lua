local n = 0
while n < 5 do n = n + 1 end
print(n)                               --> 5
while true do
    n = n + 1
    if n > 8 then break end
end
print(n)                               --> 9
local found
for i = 1, 10 do
    for j = 1, 10 do
        if i * j == 42 then found = i .. "x" .. j break end
    end
    if found then break end
end
print(found)                           --> 6x7
while false do print("never") end
while nil do print("never") end

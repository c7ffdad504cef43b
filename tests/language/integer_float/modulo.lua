print(7 % 3, -7 % 3, 7 % -3, -7 % -3)              --> 1 2 -2 -1
print(6 % 3, -6 % 3, 6 % -3)                       --> 0 0 0
print(5.5 % 2, -5.5 % 2, 5.5 % -2, -5.5 % -2)      --> 1.5 0.5 -0.5 -1.5
print(5 % math.huge, -5 % math.huge == math.huge)  --> 5.0 true
print(5 % -math.huge == -math.huge, -5 % -math.huge)  --> true -5.0
print(-0.0 % 3, 0.0 % -3)                          --~ -?0.0 -?0.0
local n = 1 % 0.0
print(n ~= n)                                      --> true
local h = math.huge % 2
print(h ~= h)                                      --> true
print(pcall(function() return 1 % 0 end))          --~ false .*: attempt to perform 'n%0'
print(math.mininteger % -1, math.maxinteger % math.mininteger)  --> 0 -1
print(5.25 % 1, 2 ^ 53 % 2)                        --> 0.25 0.0
for a = -7, 7 do
    for b = -3, 3 do
        if b ~= 0 and a ~= (a // b) * b + a % b then print("broken", a, b) end
    end
end

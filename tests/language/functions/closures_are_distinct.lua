local function make() local n = 0 return function() n = n + 1 return n end end
local a, b = make(), make()
print(a(), a(), b(), a == b)          --> 1 2 1 false
local t = {}
for i = 1, 3 do t[i] = function() return i end end
print(t[1] == t[2], t[1]() + t[2]() + t[3]())  --> false 6

local function numbers(n)
    local t = {}
    for i = 1, n do t[i] = (i * 7919) % 101 end
    return t
end
local t = numbers(60)
table.sort(t)
table.sort(t, function(a, b) return a > b end)
assert(t[1] >= t[2])
local words = {}
for i = 1, 25 do words[i] = "w" .. (i * 37) % 29 end
table.sort(words)
table.sort(words, function(a, b) return #a .. a < #b .. b end)
local objects = {}
local class = {__lt = function(a, b) return a.n < b.n end}
for i = 1, 12 do objects[i] = setmetatable({n = -i}, class) end
table.sort(objects)
assert(objects[1].n == -12)
local ok, message = pcall(table.sort, {3, 2, 1}, function() error({"in comparison"}) end)
if message == "not enough memory" then error(message, 0) end
assert(not ok and message[1])
local proxy = setmetatable({}, {__len = function() return 6 end, __index = function(_, i) return 7 - i end})
table.sort(proxy, function(a, b) return a < b end)
assert(rawget(proxy, 1) == 1)

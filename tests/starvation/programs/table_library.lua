local t = {}
for i = 1, 30 do table.insert(t, i) end
for i = 1, 5 do table.insert(t, 1, {i}) end
assert(table.remove(t) == 30 and type(table.remove(t, 1)) == "table")
local u = table.pack(table.unpack(t, 1, 25))
table.move(u, 1, 20, 15)
table.move(u, 1, 10, 1, {})
table.move(t, 1, 5, 40)
assert(#table.concat({1, 2.5, "x"}, ", ") == 9)
assert(table.concat({}, ",") == "")
local parts = {}
for i = 1, 30 do parts[i] = ("part %d "):format(i) end
assert(#table.concat(parts, "--", 3, 20) > 100)
local proxy = setmetatable({}, {__index = function(_, i) return i <= 5 and i * 10 or nil end, __len = function() return 5 end,
    __newindex = function(p, k, v) rawset(p, k, {v}) end})
table.insert(proxy, 60)
assert(table.concat({table.unpack(proxy, 1, 3)}, "+") == "10+20+30")
table.move({1, 2, 3}, 1, 3, 7, proxy)
assert(select("#", table.unpack(table.pack(1, nil, 3), 1, 3)) == 3)

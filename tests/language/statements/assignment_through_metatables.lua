-- Assignments to fields and globals ask metatables; the values are evaluated before anything is stored.
local log = {}
local t = setmetatable({}, { __newindex = function(s, k, v) log[#log + 1] = k .. "=" .. tostring(v) rawset(s, k, v) end })
t.a, t.b, t.c = 1, 2
table.sort(log)
print(table.concat(log, " "))                 --> a=1 b=2 c=nil
t.a, t.b = t.b, t.a
print(t.a, t.b, #log)                         --> 2 1 3
setmetatable(_G, { __newindex = function(g, k, v) rawset(g, k .. "_", v) end })
new, other = "one", "two"
print(rawget(_G, "new"), new_, other_)        --> nil one two
new_ = "changed"
print(new_)                                   --> changed
function defined() return 1 end
print(rawget(_G, "defined"), defined_())      --> nil 1
setmetatable(_G, nil)
local i = 1
local list = { 10, 20, 30 }
i, list[i], list[i + 1] = i + 1, list[i + 1], list[i]
print(i, list[1], list[2], list[3])           --> 2 20 10 30

local a = { x = "from a" }
local b = setmetatable({ y = "from b" }, { __index = a })
local c = setmetatable({}, { __index = b })
print(c.x, c.y, c.z)              --> from a from b nil
a.z = "late"
print(c.z)                        --> late
b.x = "b shadows"
print(c.x)                        --> b shadows
b.x = nil
print(c.x)                        --> from a
local through = setmetatable({}, { __index = setmetatable({}, { __index = function(t, k) return k, rawequal(t, c) end }) })
print(through.key)                --> key
setmetatable(b, { __index = { x = "new parent" } })
print(c.x, c.z)                   --> new parent nil

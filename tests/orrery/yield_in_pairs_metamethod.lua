local t = setmetatable({}, { __pairs = function(self) coroutine.yield("pairs") return next, { a = 1 }, nil end })
local co = coroutine.wrap(function() for k, v in pairs(t) do return k, v end end)
print(co())                     --> pairs
print(co())                     --> a 1

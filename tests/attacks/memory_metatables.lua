-- Every object has a metatable of its own.
-- ends: memory time
local t = {}
for n = 1, math.huge do t[n] = setmetatable({x = 1}, {__index = t}) end

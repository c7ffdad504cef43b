-- A chain of a million __index tables.
-- ends: error ok memory
local t = {}
for n = 1, 100000 do t = setmetatable({}, {__index = t}) end
return t.x

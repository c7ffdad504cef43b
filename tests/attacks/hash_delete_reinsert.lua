-- A table in which keys come and go.
-- ends: time
local t = {}
for n = 1, math.huge do t['k' .. n] = n t['k' .. n - 1000] = nil end

-- A table of strings that grows for ever.
-- ends: memory
local t = {}
for n = 1, math.huge do t['k' .. n] = n end

-- A table that grows for ever.
-- ends: memory
local t = {}
for n = 1, math.huge do t[n] = n end

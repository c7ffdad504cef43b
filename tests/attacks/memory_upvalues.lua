-- Loops that make fresh variables for closures.
-- ends: memory
local t = {}
for n = 1, math.huge do t[n] = function() n = n + 1 return n end end

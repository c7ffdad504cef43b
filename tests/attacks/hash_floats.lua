-- Floats that differ in few bits.
-- ends: ok time
local t = {}
for n = 1, 20000 do t[2.0 ^ (n % 1000) + n * 2.0 ^ -20 ] = n end
return 'ok'

-- Integers whose low bits are equal.
-- ends: ok time
local t = {}
for n = 1, 20000 do t[n << 40] = n end
for n = 1, 20000 do assert(t[n << 40] == n) end
return 'ok'

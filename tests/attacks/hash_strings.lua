-- Strings that differ in one byte each, at every place.
-- ends: ok time
local t = {}
for n = 1, 20000 do
    local at = n % 32
    t[('a'):rep(at) .. string.char(n % 256, n // 256) .. ('a'):rep(32 - at)] = n
end
return 'ok'

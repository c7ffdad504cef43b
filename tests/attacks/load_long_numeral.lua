-- Numerals of a million digits, decimal and hexadecimal.
-- ends: ok time
local d, h, e = ('9'):rep(1000000), '0x' .. ('f'):rep(1000000), '0.' .. ('0'):rep(1000000) .. '1e1000000'
for n = 1, 10 do tonumber(d) tonumber(h) tonumber(e) tonumber(d, 10) load('return ' .. d) end
return 'done'

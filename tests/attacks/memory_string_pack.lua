-- string.pack with the largest sizes.
-- ends: memory error
return string.pack('!16 s16' .. ('Xi16'):rep(1000) .. 'c2147483000', 'x', 'y')

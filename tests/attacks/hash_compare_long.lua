-- Equal long strings compared for ever.
-- ends: time
local a, b = ('x'):rep(2000000) .. 'a', ('x'):rep(2000000) .. 'b'
while true do local c = a < b, a == b, a <= b end

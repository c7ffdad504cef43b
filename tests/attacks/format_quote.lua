-- %q of a long string of zeros.
-- ends: time
local s = ('\0'):rep(1000000)
while true do ('%q'):format(s) end

-- table.concat of one long string, many times.
-- ends: memory time
local t, s = {}, ('x'):rep(100000)
for n = 1, 10000 do t[n] = s end
while true do table.concat(t) end

-- next over a table whose entries were all removed: every call looks at each.
-- ends: time memory
local t = {}
for n = 1, 100000 do t['k' .. n] = n end
for n = 1, 100000 do t['k' .. n] = nil end
while true do next(t) end

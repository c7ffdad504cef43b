-- A comparator that always says yes.
-- ends: time ok error
local t = {}
for n = 1, 100000 do t[n] = n end
while true do pcall(table.sort, t, function() return true end) end

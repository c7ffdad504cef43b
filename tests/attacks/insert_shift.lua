-- insert at the front of a long table.
-- ends: time
local t = {}
for n = 1, 300000 do t[n] = n end
while true do table.insert(t, 1, 0) table.remove(t, 1) end

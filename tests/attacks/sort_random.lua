-- A comparator that answers at random.
-- ends: time
local t = {}
for n = 1, 10000 do t[n] = n end
while true do pcall(table.sort, t, function() return math.random(2) == 1 end) end

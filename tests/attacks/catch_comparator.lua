-- A comparator of sort that never ends, under pcall.
-- ends: time
while true do pcall(table.sort, {3, 2, 1}, function() while true do end end) end

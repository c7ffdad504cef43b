-- sort in the comparator of sort.
-- ends: depth memory error
local function f() table.sort({2, 1}, f) end
f()

-- sort of a table that says it has 2^30 elements.
-- ends: time error memory
table.sort(setmetatable({}, {__len = function() return 1 << 30 end, __index = function(_, k) return k end, __newindex = function() end}))

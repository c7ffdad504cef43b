-- insert into a table that says it has 2^62 elements.
-- ends: error time
table.insert(setmetatable({}, {__len = function() return math.maxinteger - 1 end, __newindex = function() error('stored') end}), 1, 1)

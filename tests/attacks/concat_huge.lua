-- table.concat of 2^60 elements.
-- ends: time error memory
return table.concat(setmetatable({}, {__len = function() return 1 << 60 end, __index = function() return '' end}))

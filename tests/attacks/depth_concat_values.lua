-- __concat that concatenates.
-- ends: depth memory error
local t = setmetatable({}, {__concat = function(a, b) return a .. b end})
return t .. t

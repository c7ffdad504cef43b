-- __eq that compares.
-- ends: depth memory error
local m = {__eq = function(a, b) return a == b end}
return setmetatable({}, m) == setmetatable({}, m)

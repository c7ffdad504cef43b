-- The same through __call.
-- ends: time depth memory ok
local t
t = setmetatable({}, {__call = function(_, n) if n > 0 then return n, t(n - 1) end end})
return select('#', t(100000))

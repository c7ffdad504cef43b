-- A finalizer that never ends.
-- ends: time
setmetatable({}, {__gc = function() while true do end end})
while true do local t = {} end

-- A __close method that never ends, pending when the end comes.
-- ends: time
local c <close> = setmetatable({}, {__close = function() while true do end end})
while true do end

-- Finalizers that make their object, and two more, again.
-- ends: time memory
local meta = {}
meta.__gc = function() for _ = 1, 2 do setmetatable({}, meta) end end
setmetatable({}, meta)
while true do collectgarbage() end

-- Handlers of handlers.
-- ends: depth memory error ok
local function h(m) return xpcall(error, h, m) end
return xpcall(error, h, 'x')

-- Handlers that raise errors, which call handlers.
-- ends: time error depth
local function handler(m) error(m) end
while true do xpcall(function() xpcall(error, handler, {}) error('again') end, handler) end

-- The metatable of strings is changed.
-- ends: error
local meta = getmetatable('')
if meta then meta.__index = nil end
error(('x'):rep(3))

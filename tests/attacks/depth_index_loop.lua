-- An __index chain that is a ring.
-- ends: error
local a, b = {}, {}
setmetatable(a, {__index = b}) setmetatable(b, {__index = a})
return a.x

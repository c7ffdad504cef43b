-- Tail calls for ever: the stack does not grow.
-- ends: time
local function f() return f() end
return f()

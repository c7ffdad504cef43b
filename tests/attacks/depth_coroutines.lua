-- Coroutines that resume coroutines.
-- ends: depth memory error
local function f() return coroutine.wrap(f)() end
return f()

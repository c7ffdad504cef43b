-- pcall of pcall of pcall.
-- ends: ok depth memory error time
local function f() return pcall(f) end
return f()

-- Each call hands on its arguments, and one more.
-- ends: time depth memory ok
local function f(...) return f(1, ...) end
return f()

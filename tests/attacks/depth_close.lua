-- __close methods that open variables with __close methods.
-- ends: depth memory error
local function f() local c <close> = setmetatable({}, {__close = f}) return nil end
f()

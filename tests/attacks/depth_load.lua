-- load in the reader of load.
-- ends: ok depth memory error
local function f() return load(f) end
return assert(f())

-- Tables of ever more arguments.
-- ends: time depth memory ok error
local function f(...) local t = {...} return f(1, table.unpack(t)) end
return f()

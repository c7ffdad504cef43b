--@ exit 0
-- A warning changes neither values nor the way a program goes.
warn("@on")
local function f(...) warn("in a call") return ... end
print(f(1, nil, 3))                          --> 1 nil 3
print(pcall(f, "x"))                         --> true x
print(xpcall(f, function() return "handled" end, "y"))  --> true y
print(coroutine.wrap(f)("z"))                --> z
print(select("#", warn("alone")))            --> 0
--! Lua warning: in a call
--! Lua warning: in a call
--! Lua warning: in a call
--! Lua warning: in a call
--! Lua warning: alone

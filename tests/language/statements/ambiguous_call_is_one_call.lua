-- A parenthesis on a new line continues the expression.
local function f(x) return function(y) return tostring(x) .. tostring(y) end end
local r = f
(1)
(2)
print(r)         --> 12

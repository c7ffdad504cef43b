x = "global"
local x = x
print(x)                               --> global
local f = function() return f end      -- the global f
print(f())                             --> nil
local function g() return g end        -- itself
print(g() == g)                        --> true
local a, b = 1, a
print(a, b)                            --> 1 nil

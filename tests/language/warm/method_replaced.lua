local Class = {}
Class.__index = Class
function Class:f() return "class" end
local o = setmetatable({}, Class)
local function call(x) return x:f() end
for _ = 1, 1000 do call(o) end
print(call(o))                                    --> class
function Class:f() return "replaced" end
print(call(o))                                    --> replaced
o.f = function() return "own" end
print(call(o))                                    --> own
o.f = nil
print(call(o))                                    --> replaced
Class.f = nil
print(pcall(call, o))                             --~ false .*attempt to call a nil value \(method 'f'\)
local Base = { f = function() return "base" end }
setmetatable(Class, { __index = Base })
print(call(o))                                    --> base
Base.f = function() return "base 2" end
print(call(o))                                    --> base 2
Class.__index = function(_, k) return function() return "function " .. k end end
print(call(o))                                    --> function f
Class.__index = Base
Base.f = function() return "direct" end
print(call(o))                                    --> direct
setmetatable(o, { __index = { f = function() return "new class" end } })
print(call(o))                                    --> new class

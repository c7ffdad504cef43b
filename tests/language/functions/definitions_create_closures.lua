-- A function definition is an expression that makes a function each time it runs; its forms are sugar for assignments.
local made = {}
for i = 1, 3 do made[i] = function() return i end end
print(made[1](), made[2](), made[3](), made[1] ~= made[2])      --> 1 2 3 true
print((function(x) return x * 2 end)(21), type(function() end)) --> 42 function
local t = { a = { b = {} } }
function t.a.b.f(...) return select("#", ...) end
function t.a.b:m(...) return self == t.a.b, select("#", ...) end
print(t.a.b.f(1, 2), t.a.b:m(1, 2))                             --> 2 true 2
print(t.a.b.m(t.a.b), t.a.b.m(nil, 1))                          --> true false 1
local set = {}
setmetatable(t, { __newindex = function(_, k, v) set[k] = v end })
function t.new() return "assigned" end
print(rawget(t, "new"), set.new())                              --> nil assigned
local function recursive(n) return n == 0 and "bottom" or recursive(n - 1) end
print(recursive(5))                                             --> bottom
local notself = function() return notself end
print(notself())                                                --> nil
local v = "upvalue"
function v_of() return v end
v = "later"
print(v_of(), _ENV.v_of == v_of)                                --> later true
print(pcall(function() function undefined.x() end end))         --~ false .*attempt to index a nil value \(global 'undefined'\)
local self = "outer self"
function t.a.plain() return self end
print(t.a.plain())                                              --> outer self

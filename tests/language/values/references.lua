-- Tables, functions, threads and userdata are held by reference.
local t = {}
local u = t
u.x = 1
print(t.x, t == u, t == { x = 1 })        --> 1 true false
local function f() end
local g = f
print(f == g, f == function() end)        --> true false
local function maker() return function() return maker end end
print(maker == maker()())                 --> true

-- _G is a variable like any other: what globals are does not depend on it.
local print, load, env = print, load, _ENV
x = 1
_G = { x = "other" }
print(x, env.x, _G.x)               --> 1 1 other
y = 2
print(env.y, _G.y)                  --> 2 nil
print(load("return x, _ENV.y")())   --> 1 2
_G = nil
z = 3
print(z, load("return z")())        --> 3 3

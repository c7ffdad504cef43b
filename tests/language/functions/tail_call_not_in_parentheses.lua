local function two() return 1, 2 end
local function paren() return (two()) end
local function tail() return two() end
print(paren())                        --> 1
print(tail())                         --> 1 2
local function info() return debug.getinfo(1, "t").istailcall end
local function a() return info() end
local function b() return (info()) end
print(a(), b())                       --> true false

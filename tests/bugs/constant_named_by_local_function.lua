-- 5.4.3: `local function` could assign to a constant of the same name.
local a <const> = 10
do
    local function a() return "function" end
    print(a()) --> function
end
print(a) --> 10
print(load("local x <const> = 1 function x() end")) --> nil [string "local x <const> = 1 function x() end"]:1: attempt to assign to const variable 'x'
print(load("local x <close> = nil x = 1")) --> nil [string "local x <close> = nil x = 1"]:1: attempt to assign to const variable 'x'
local f = load("local x <const> = {} local function x() return x end return x() == x, type(x)")
print(f()) --> true function
print(load("local function f() return x end local x <const> = 1 local function x() end x = 2")) --~ function.*

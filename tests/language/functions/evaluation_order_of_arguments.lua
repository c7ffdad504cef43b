local log = {}
local function note(v) log[#log + 1] = v return v end
local function f() end
note(f)(note(1), note(2), note(3))
print(log[2], log[3], log[4], log[1] == f)   --> 1 2 3 true
local x = 1
local function bump() x = x + 1 return x end
print(bump(), bump(), bump())                --> 2 3 4
local s = tostring(x) .. bump() .. x
print(s)                                     --> 455

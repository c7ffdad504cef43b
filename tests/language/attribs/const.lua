local a <const> = 1
local b <const>, c = "x", 2
local d<const> =nil
print(a, b, c, d)                        --> 1 x 2 nil
local function f() return a, b, d end
print(f())                               --> 1 x nil
local t <const> = {}
t.x = 1
print(t.x)                               --> 1
do local a = 5; a = a + 1; print(a) end  --> 6

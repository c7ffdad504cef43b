local a = 1
local function first() return a end
local a = 2
local function second() return a end
a = 3
print(first(), second(), a)      --> 1 3 3
local a, a = 4, 5
print(a)                         --> 5

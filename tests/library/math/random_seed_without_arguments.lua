--@ peer-differs 5.4.4 takes the second of the clock: calls within one second are alike
local function sequence() local t = {} for i = 1, 8 do t[i] = math.random(0) end return table.concat(t, " ") end
math.randomseed()
local first = sequence()
math.randomseed()
print(sequence() == first)                               --> false
local a, b = math.randomseed()
local c, d = math.randomseed()
print(a == c and b == d)                                 --> false

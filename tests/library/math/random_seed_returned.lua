-- The two components of the seed come back; setting them again repeats the sequence.
local function sequence() local t = {} for i = 1, 8 do t[i] = math.random(0) end return table.concat(t, " ") end
print(select("#", math.randomseed()), select("#", math.randomseed(5)))   --> 2 2
print(math.randomseed(5), math.randomseed(5, 6))         --> 5 5 6
local x, y = math.randomseed()
print(math.type(x), math.type(y))                        --> integer integer
local first = sequence()
print(math.randomseed(x, y) == x, sequence() == first)   --> true true
print(math.randomseed(math.mininteger, math.maxinteger)) --> -9223372036854775808 9223372036854775807

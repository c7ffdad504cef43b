-- random and randomseed: equivalences, seeds that repeat, limits of ranges, wrong arguments.
local function sequence() local t = {} for i = 1, 8 do t[i] = math.random(0) end return table.concat(t, " ") end
-- random(n) is random(1, n); the same seed gives the same numbers of each kind
math.randomseed(11) local a = { math.random(10), math.random(1 << 40), math.random(), math.random(-3, 3) }
math.randomseed(11) local b = { math.random(1, 10), math.random(1, 1 << 40), math.random(), math.random(-3, 3) }
print(table.concat(a, " ") == table.concat(b, " "))      --> true
math.randomseed(5) local five = sequence()
math.randomseed(5, 0) print(sequence() == five)          --> true
math.randomseed(5, 1) print(sequence() == five)          --> false
math.randomseed(-5) print(sequence() == five)            --> false
math.randomseed(math.mininteger, math.maxinteger) local limits = sequence()
math.randomseed(math.mininteger, math.maxinteger) print(sequence() == limits)  --> true
print(math.random(7, 7), math.random(math.mininteger, math.mininteger), math.random(math.maxinteger, math.maxinteger), math.random(1))  --> 7 -9223372036854775808 9223372036854775807 1
local low, high = false, false
for _ = 1, 200 do
    local x = math.random(math.mininteger, math.maxinteger)
    if x < 0 then low = true else high = true end
    assert(math.random(math.maxinteger) >= 1 and math.random(math.mininteger, 0) <= 0 and math.random(0, math.maxinteger) >= 0)
    local y = math.random(math.maxinteger - 1, math.maxinteger)
    assert(y >= math.maxinteger - 1)
end
print(low, high)                                         --> true true
-- all bits of random(0) come up set and clear; floats have 53 bits
local set, clear, fine = 0, 0, false
for _ = 1, 300 do
    local x = math.random(0)
    set, clear = set | x, clear | ~x
    if math.random() * 2 ^ 52 % 1 ~= 0 then fine = true end
end
print(set, clear, fine)                                  --> -1 -1 true
print(math.random(3.0) <= 3, math.random("2") <= 2, math.type(math.random(2.0)))  --> true true integer
print(pcall(math.random, 0, -1))                         --> false bad argument #1 to 'math.random' (interval is empty)
print(pcall(math.random, math.maxinteger, math.mininteger))  --> false bad argument #1 to 'math.random' (interval is empty)
print(pcall(math.random, -1))                            --> false bad argument #1 to 'math.random' (interval is empty)
print(pcall(math.random, "x"))                           --> false bad argument #1 to 'math.random' (number expected, got string)
print(pcall(math.random, 1, {}))                         --> false bad argument #2 to 'math.random' (number expected, got table)
print(pcall(math.random, 2 ^ 63))                        --> false bad argument #1 to 'math.random' (number has no integer representation)
print(pcall(math.random, nil))                           --> false bad argument #1 to 'math.random' (number expected, got nil)
print(pcall(math.random, 1, 2, 3))                       --> false wrong number of arguments
print(pcall(math.randomseed, {}))                        --> false bad argument #1 to 'math.randomseed' (number expected, got table)
print(pcall(math.randomseed, 1, {}))                     --> false bad argument #2 to 'math.randomseed' (number expected, got table)

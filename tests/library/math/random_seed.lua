local function sequence(...)
    math.randomseed(...)
    local t = {}
    for i = 1, 10 do t[i] = math.random(1000000) end
    return table.concat(t, " ")
end
print(sequence(42) == sequence(42), sequence(42) == sequence(43))   --> true false
print(sequence(1, 2) == sequence(1, 2), sequence(1, 2) == sequence(1, 3))  --> true false
print(sequence(5.0) == sequence(5), sequence("5") == sequence(5))  --> true true
math.randomseed(1, 0)
local x = math.random()
math.randomseed(1)
print(x == math.random())                                --> true

print(math.modf(3.7))            --~ 3(\.0)? 0\.7
print(math.modf(-3.5))           --~ -3(\.0)? -0\.5
print(math.modf(5))              --~ 5(\.0)? 0\.0
print(math.modf(1 / 0))          --~ inf 0\.0
print(math.modf(-1 / 0))         --~ -inf 0\.0
local i, f = math.modf(0 / 0)
print(i ~= i, f ~= f)            --> true true
print(math.type((math.modf(3.7))), math.type((math.modf(2 ^ 70))))  --> integer float

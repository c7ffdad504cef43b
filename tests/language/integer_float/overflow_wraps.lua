local max, min = math.maxinteger, math.mininteger
print(max + 1 == min, min - 1 == max, -min == min)   --> true true true
print(max * 2, min * -1 == min, max * max)           --> -2 true 1
print(min // -1 == min, min % -1)                    --> true 0
print(0x7fffffffffffffff + 1)                        --> -9223372036854775808
print(math.abs(min) == min)                          --> true
print(max + 1.0, min - 1.0)                          --> 9.2233720368548e+18 -9.2233720368548e+18
local x = 6364136223846793005
for _ = 1, 5 do x = x * 6364136223846793005 + 1442695040888963407 end
print(x)                                             --> 5963416312654220396
print(x == (x // 1) and math.type(x))                --> integer

print(math.max(1, 5, 3), math.min(1, 5, 3), math.max(-1), math.min(2.5))   --> 5 1 -1 2.5
print(math.max(1, 2.0), math.max(2.0, 2), math.min(1.0, 1), math.max(2, 2.0))  --> 2.0 2.0 1.0 2
print(math.max(math.maxinteger, 2 ^ 63), math.min(math.maxinteger, math.huge))  --> 9.2233720368548e+18 9223372036854775807
print(math.max(-math.huge, math.mininteger), math.type(math.max(1, 2)))    --> -9223372036854775808 integer
print(pcall(math.max))           --> false bad argument #1 to 'math.max' (value expected)
print(pcall(math.min, 1, "x"))   --> false attempt to compare string with number
print(pcall(math.max, "10", 9))  --> false attempt to compare string with number

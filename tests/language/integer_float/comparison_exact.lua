-- Integers and floats compare by mathematical value, never by conversion to float.
local big = 2 ^ 53
print((1 << 53) == big, (1 << 53) + 1 == big, (1 << 53) + 1 > big)   --> true false true
print((1 << 53) + 1 <= big, big < (1 << 53) + 1, big >= (1 << 53) + 1)  --> false true false
local max, min = math.maxinteger, math.mininteger
print(max + 0.0 == 2 ^ 63, max == 2 ^ 63, max < 2 ^ 63, max >= 2 ^ 63)  --> true false true false
print(min == -2.0 ^ 63, min <= -2.0 ^ 63, min < -2.0 ^ 63)           --> true true false
print(min > -math.huge, max < math.huge, max > -math.huge)           --> true true true
print(1 < 1.5, 2 > 1.5, 1 <= 1.0, 1 < 1.0, -1 > -1.5)                --> true true true false true
print(2 ^ 63 > max, 2 ^ 63 <= max, -2 ^ 63 >= min, -2 ^ 64 < min)    --> true false true true
print(max // 1 == max, max - 1 < max + 0.0, (max - 511) == max + 0.0) --> true true false

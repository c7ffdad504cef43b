-- 5.4.3: shifts by the smallest integer, whose negation overflows.
local min, max = math.mininteger, math.maxinteger
print(1 << min, 1 >> min, -1 << min, -1 >> min) --> 0 0 0 0
print(1 << max, 1 >> max, -1 >> max) --> 0 0 0
local one, shift = 1, min
print(one << shift, one >> shift, -one >> shift, 1 >> shift, shift >> one) --> 0 0 0 0 4611686018427387904
print(load "return 1 >> math.mininteger, 1 >> (-9223372036854775807 - 1), (1 << 63) >> 63"()) --> 0 0 1
print(1 << 64, 1 << 63 == min, 1 << -63, -1 >> 63, -1 >> 64, -1 << -64) --> 0 true 0 1 0 0

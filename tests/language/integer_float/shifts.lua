-- Shifts are logical and fill with zeros; a negative count shifts the other way; 64 and more give 0.
print(1 << 0, 1 << 4, 1 << 62, 1 << 63)            --> 1 16 4611686018427387904 -9223372036854775808
print(1 << 64, 1 << 1000, 1 >> 64, -1 >> 64)       --> 0 0 0 0
print(-1 >> 1, -1 >> 63, -1 << 63, -1 >> 0)        --> 9223372036854775807 1 -9223372036854775808 -1
print(16 >> 2, 16 >> -2, 16 << -2, 1 << -1)        --> 4 64 4 0
print(1 << math.mininteger, 1 >> math.mininteger, -1 << math.maxinteger)  --> 0 0 0
print(1 << -63, -1 >> -63, -1 << -64)              --> 0 -9223372036854775808 0
local two, big = 2, 70
print(1 << two, 1 << big, 256 >> two, two << 3, 3 >> two)  --> 4 0 64 16 0
print(2.0 << 1, 4 >> 1.0)                          --> 4 2

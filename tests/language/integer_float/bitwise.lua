print(0xF0 & 0x3C, 0xF0 | 0x0F, 0xF0 ~ 0xFF, ~0)      --> 48 255 15 -1
print(-1 & 0xFF, -1 | 0, -1 ~ -1, ~math.maxinteger == math.mininteger)  --> 255 -1 0 true
print(3.0 & 1, 2 ^ 31 | 1)                            --> 1 2147483649
print(pcall(function() return 1.5 & 1 end))           --~ false .*: number has no integer representation
print(pcall(function() return {} & 1 end))            --~ false .*: attempt to perform bitwise operation on a table value
print(pcall(function() return 1 ~ nil end))           --~ false .*: attempt to perform bitwise operation on a nil value

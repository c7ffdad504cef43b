print(7 // 2, -7 // 2, 7 // -2, -7 // -2)          --> 3 -4 -4 3
print(6 // 2, -6 // 2, 0 // 5, 0 // -5)            --> 3 -3 0 0
print(7.5 // 2, -7.5 // 2, 7 // -2.0)              --> 3.0 -4.0 -4.0
print(1 // 0.0, -1 // 0.0, 1.0 // -0.0)            --> inf -inf -inf
print(0.0 // 1, -0.0 // 1, 5 // math.huge, -5 // math.huge)  --> 0.0 -0.0 0.0 -0.0
local nan = 0.0 // 0.0
print(nan ~= nan)                                  --> true
print(pcall(function() return 1 // 0 end))         --~ false .*: attempt to divide by zero
local zero = 0
print(pcall(function() return 5 // zero end))      --~ false .*: attempt to divide by zero
print(math.mininteger // -1, math.mininteger // 1) --> -9223372036854775808 -9223372036854775808

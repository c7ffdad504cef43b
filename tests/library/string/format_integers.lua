print(("%d %5d|%-5d|%05d %+d"):format(42, 42, 42, 42, 42))     --> 42    42|42   |00042 +42
print(("%i %d %d"):format(3.0, "10", -0))          --> 3 10 0
print(("%x %X %#x %o %#o"):format(255, 255, 255, 8, 8))  --> ff FF 0xff 10 010
print(("%x"):format(-1), ("%o"):format(-1))        --> ffffffffffffffff 1777777777777777777777
print(("%d"):format(math.mininteger), ("%.3d"):format(5), ("% d"):format(5))  --> -9223372036854775808 005  5
print(("%.20d|%20d|%-20d|"):format(7, 7, 7))       --> 00000000000000000007|                   7|7                   |
print(("%c%c%c"):format(76, 117, 97))              --> Lua
print(#("%c"):format(0), ("%5c|%-3c|"):format(65, 66))  --> 1     A|B  |
print(pcall(string.format, "%d", 1.5))             --> false bad argument #2 to 'string.format' (number has no integer representation)
print(pcall(string.format, "%d", "1.5"))           --> false bad argument #2 to 'string.format' (number has no integer representation)
print(pcall(string.format, "%d", "x"))             --> false bad argument #2 to 'string.format' (number expected, got string)

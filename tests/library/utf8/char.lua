print(utf8.char(72, 228, 8364, 128512), utf8.char() == "")   --> Hä€😀 true
print(utf8.char(0) == "\0", #utf8.char(0x7FFFFFFF), #utf8.char(0x7FF, 0x800))  --> true 6 5
print(pcall(utf8.char, -1))                     --> false bad argument #1 to 'utf8.char' (value out of range)
print(pcall(utf8.char, 1, 0x80000000))          --> false bad argument #2 to 'utf8.char' (value out of range)
print(pcall(utf8.char, "x"))                    --> false bad argument #1 to 'utf8.char' (number expected, got string)

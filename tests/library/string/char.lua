print(string.char(72, 105), #string.char(), string.char(0, 255) == "\0\255")   --> Hi 0 true
print(pcall(string.char, 256))     --> false bad argument #1 to 'string.char' (value out of range)
print(pcall(string.char, 1, -1))   --> false bad argument #2 to 'string.char' (value out of range)
print(pcall(string.char, "x"))     --> false bad argument #1 to 'string.char' (number expected, got string)
print(string.char("65", 66.0))     --> AB
print(#string.char(table.unpack({ ("a"):rep(200):byte(1, -1) })))  --> 200

print(load("return 1 + 1")())                          --> 2
print(load("x = ")) --~ nil \[string "x = "\]:1: unexpected symbol near <eof>
print(load("return ...", "name")(1, 2))                --> 1 2
print(select(2, load("\n\n=", "=chunk")))              --> chunk:3: unexpected symbol near '='
print(select(2, load("=", "@file.lua")))               --> file.lua:1: unexpected symbol near '='
print(select(2, load("=", "line one\nline two")))      --> [string "line one..."]:1: unexpected symbol near '='
print(load("")(), load("  -- nothing")())              --> nil
print(type(load("return 1", nil, nil, nil)))           --> function
print(pcall(load))                                     --> false bad argument #1 to 'load' (function expected, got no value)
print(pcall(load, {}))                                 --> false bad argument #1 to 'load' (function expected, got table)
print(load("return 5", 5)())                           --> 5

print(rawequal(1, 1), rawequal(1, 1.0), rawequal("a", "a"), rawequal({}, {}))  --> true true true false
print(rawlen { 1, 2 }, rawlen "abc", rawlen {})        --> 2 3 0
print(pcall(rawlen, 5))                                --> false bad argument #1 to 'rawlen' (table or string expected, got number)
print(pcall(rawlen))                                   --> false bad argument #1 to 'rawlen' (table or string expected, got no value)
print(pcall(rawequal, 1))                              --> false bad argument #2 to 'rawequal' (value expected)

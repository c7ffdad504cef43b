-- Positions: negative ones count from the end, those outside are corrected, integers at their limits hold.
local s, low, high = "hello", math.mininteger, math.maxinteger
print(s:sub(low, low), s:sub(high, high), s:sub(low), s:sub(-6, -6), s:sub(-5, -5))   -->   hello  h
print(s:sub(1, 0), s:sub(6), s:sub(5, 6), s:sub(5, high), s:sub(low, 1), s:sub(2, low))  -->   o o h
print(s:sub(1, -1), s:sub(1, -2), s:sub(1, -5), s:sub(1, -6), s:sub(-2, 1), s:sub(3, nil))  --> hello hell h   llo
print((""):sub(1), (""):sub(-1, 1), (""):sub(0, 0), (""):sub(low, high), #("\0\0"):sub(2))  -->     1
for i = 1, 5 do assert(#s:sub(1, i) == i and #s:sub(-i) == i and s:sub(i, i):byte() == s:byte(i)) end
print(s:byte(0), s:byte(6), s:byte(-5), s:byte(-6), s:byte(5), s:byte(nil))            --> nil nil 104 nil 111 104
print(s:byte(4, high), s:byte(-2, -1))                  --> 108 108 111
print(select("#", s:byte(0)), select("#", s:byte(low, 0)), select("#", s:byte(low, -6)), select("#", s:byte(2, 1)))  --> 0 0 0 0
print((""):byte(), select("#", (""):byte()), select("#", (""):byte(1, -1)))           --> nil 0 0
print(s:byte("2"), s:byte(2.0), s:byte(1, "2"))         --> 101 101 104 101
print(pcall(s.sub, s, {}))                              --> false bad argument #2 to 'string.sub' (number expected, got table)
print(pcall(s.sub, s, 1, {}))                           --> false bad argument #3 to 'string.sub' (number expected, got table)
print(pcall(s.sub, s, nil))                             --> false bad argument #2 to 'string.sub' (number expected, got nil)
print(pcall(s.sub, s, 2 ^ 63))                          --> false bad argument #2 to 'string.sub' (number has no integer representation)
print(pcall(s.sub, nil, 1))                             --> false bad argument #1 to 'string.sub' (string expected, got nil)
print(pcall(s.sub))                                     --> false bad argument #1 to 'string.sub' (string expected, got no value)
print(pcall(s.byte))                                    --> false bad argument #1 to 'string.byte' (string expected, got no value)
print(pcall(s.byte, s, 1.5))                            --> false bad argument #2 to 'string.byte' (number has no integer representation)
print(pcall(s.byte, ("x"):rep(1000), 1, high) == true)  --> true
print(pcall(string.byte, s, "x"))                       --> false bad argument #2 to 'string.byte' (number expected, got string)

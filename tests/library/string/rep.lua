print(("ab"):rep(3), ("ab"):rep(3, ","), ("x"):rep(1, ","), ("x"):rep(0), ("x"):rep(-5))  --> ababab ab,ab,ab x
print((""):rep(1000000), #(""):rep(5, "ab"), #("x"):rep(100000))   -->  8 100000
print(("\0"):rep(3) == "\0\0\0")                   --> true
print(pcall(string.rep, "x", math.maxinteger))     --~ false (resulting string too large|not enough memory)
print(pcall(string.rep, "xx", 1 << 62))            --> false resulting string too large
print(pcall(string.rep, "x", 1 << 62, ("y"):rep(10)))  --> false resulting string too large
print(pcall(string.rep))                           --> false bad argument #1 to 'string.rep' (string expected, got no value)

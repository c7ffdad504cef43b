local s = "hello"
print(s:sub(2), s:sub(2, 4), s:sub(-3), s:sub(-3, -2), s:sub(1, -1))  --> ello ell llo ll hello
print("[" .. s:sub(4, 2) .. s:sub(10) .. s:sub(0, 0) .. s:sub(3, -4) .. "]")   --> []
print(s:sub(0), s:sub(-100, 2), s:sub(2, 100), s:sub(0, 2))   --> hello he ello he
print(s:sub(math.mininteger, math.maxinteger), s:sub(math.maxinteger), s:sub(1, math.mininteger))  --> hello
print(s:sub("2", 3.0), #("a\0b"):sub(2, 2))        --> el 1
print(pcall(string.sub, "x"))                      --> false bad argument #2 to 'string.sub' (number expected, got no value)
print(pcall(string.sub, "x", 1.5))                 --> false bad argument #2 to 'string.sub' (number has no integer representation)

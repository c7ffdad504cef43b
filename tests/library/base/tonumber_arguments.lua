-- Strings in a base: letters of both cases, spaces, a sign, wrapping around; what is refused.
print(tonumber("aBc", 16), tonumber("Zz", 36), tonumber("\t-7\n", 8), tonumber("7", 7), tonumber("9", 10.0))  --> 2748 1295 -7 nil 9
print(tonumber("- 1", 10), tonumber("+1", 10), tonumber("--1", 10), tonumber("1-", 10), tonumber("1a", 10))   --> nil 1 nil nil nil
print(tonumber("8000000000000000", 16), tonumber("-8000000000000000", 16))  --> -9223372036854775808 -9223372036854775808
print(tonumber("10000000000000001", 16), tonumber(("1"):rep(64), 2))        --> 1 -1
print(math.type(tonumber("10", 10)), tonumber("1e1", 10), tonumber("1e1", 16), tonumber("1.", 10))  --> integer nil 481 nil
print(tonumber(" ", 10), tonumber("\0", 10), tonumber("1\0", 10), tonumber("1 \v\f\r", 10))  --> nil nil nil 1
print(pcall(tonumber, "1", 0))                         --> false bad argument #2 to 'tonumber' (base out of range)
print(pcall(tonumber, "1", -2))                        --> false bad argument #2 to 'tonumber' (base out of range)
print(pcall(tonumber, "1", 2.5))                       --> false bad argument #2 to 'tonumber' (number has no integer representation)
print(pcall(tonumber, "1", "x"))                       --> false bad argument #2 to 'tonumber' (number expected, got string)
print(pcall(tonumber, {}, 10))                         --> false bad argument #1 to 'tonumber' (string expected, got table)
print(pcall(tonumber, 15, nil))                        --> true 15
print(tonumber("15", nil), tonumber("0x"), tonumber("1e+"), tonumber("0x.p1"), tonumber("1 e1"))  --> 15 nil nil nil nil
print(tonumber(" -0x10 "), tonumber("- 0x10"), tonumber("+ 1"), tonumber("1\n"), tonumber("0X1P+2"))  --> -16 nil nil 1 4.0
print(tonumber(print), tonumber(false), tonumber(io.stdout), tonumber(nil))  --> nil nil nil nil
print(tonumber("1" .. ("0"):rep(400)), tonumber("0." .. ("0"):rep(400) .. "1"))  --> inf 0.0
print(tonumber("1" .. (" "):rep(300)), tonumber("0x" .. ("f"):rep(300)))    --> 1 -1

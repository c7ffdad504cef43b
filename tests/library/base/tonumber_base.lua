print(tonumber("10", 2), tonumber("ff", 16), tonumber("FF", 16), tonumber("zz", 36))  --> 2 255 255 1295
print(tonumber("777", 8), tonumber("-101", 2), tonumber("  11  ", 3))  --> 511 -5 4
print(tonumber("2", 2), tonumber("", 10), tonumber("-", 10), tonumber("1.0", 10), tonumber("0x10", 16))  --> nil nil nil nil nil
print(tonumber("7fffffffffffffff", 16), tonumber("ffffffffffffffff", 16))  --> 9223372036854775807 -1
print(tonumber("1" .. ("0"):rep(64), 2))               --> 0
print(tonumber("1 1", 2), tonumber("1\0", 2))          --> nil nil
print(pcall(tonumber, "1", 1))                         --> false bad argument #2 to 'tonumber' (base out of range)
print(pcall(tonumber, "1", 37))                        --> false bad argument #2 to 'tonumber' (base out of range)
print(pcall(tonumber, 1, 10))                          --> false bad argument #1 to 'tonumber' (string expected, got number)
print(pcall(tonumber, nil, 10))                        --> false bad argument #1 to 'tonumber' (string expected, got nil)

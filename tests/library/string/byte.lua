print(("hello"):byte(), ("hello"):byte(2), ("hello"):byte(-1))   --> 104 101 111
print(("hello"):byte(1, -1))                       --> 104 101 108 108 111
print(("hello"):byte(10), ("").byte(""))           --> nil
print(("hello"):byte(3, 2))                        -->
print(("hello"):byte(0, 1))                        --> 104
print(("\0\255"):byte(1, 2))                       --> 0 255
print(("abc"):byte(-10, 10))                       --> 97 98 99
print(select("#", ("x"):rep(5000):byte(1, -1)))    --> 5000
print(("abc"):byte(math.mininteger, math.maxinteger))  --> 97 98 99
print(pcall(string.byte, "a", {}))                 --> false bad argument #2 to 'string.byte' (number expected, got table)

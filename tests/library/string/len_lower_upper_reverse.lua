print((""):len(), ("abc"):len(), ("\0\0"):len())   --> 0 3 2
print(("HeLLo 1"):lower(), ("HeLLo 1"):upper())    --> hello 1 HELLO 1
print(("abc"):reverse(), (""):reverse(), ("\0a"):reverse() == "a\0")  --> cba  true
print(("\195\137"):lower() == "\195\137")          --> true
print(pcall(string.len))                           --> false bad argument #1 to 'string.len' (string expected, got no value)
print(pcall(string.upper, {}))                     --> false bad argument #1 to 'string.upper' (string expected, got table)
print((12 .. ""):len(), string.len(12), string.reverse(12.5))  --> 2 2 5.21

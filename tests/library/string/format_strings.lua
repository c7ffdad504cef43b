print(("%s %s %s"):format("a", 1, nil))            --> a 1 nil
print(("%5s|%-5s|%.2s|%5.1s|"):format("abc", "abc", "abc", "abc"))  -->   abc|abc  |ab|    a|
print(("%s"):format(setmetatable({}, { __tostring = function() return "obj" end })))   --> obj
print(("%10s|"):format(setmetatable({}, { __tostring = function() return "obj" end })))   -->        obj|
print(("%s %s"):format(true, 1.0), ("%%"):format(), ("100%%"):format(1))  --> true 1.0 % 100%
print(#("%s"):format(("x"):rep(10000)), #("a%sb"):format("\0\0"))  --> 10000 4
print(pcall(string.format, "%s"))                  --> false bad argument #2 to 'string.format' (no value)
print(pcall(string.format, "%10s", "a\0b"))        --> false bad argument #2 to 'string.format' (string contains zeros)
print(("%s|%s"):format(1, 2, 3))                   --> 1|2
print(pcall(string.format, "%s", setmetatable({}, { __tostring = function() return {} end })))  --> false '__tostring' must return a string

-- Where find, match and gmatch start: manual 6.4, init.
local low, high = math.mininteger, math.maxinteger
print(("banana"):find("a", 3), ("banana"):find("a", -1), ("banana"):find("a", -100), ("banana"):find("n", -1))  --> 4 6 2 nil
print(("banana"):find("a", 0), ("banana"):find("a", low), ("banana"):find("a", high))   --> 2 2 nil
print(("banana"):find("", 7), ("banana"):find("", 8), ("banana"):find("", 7, true), ("banana"):find("", 8, true))  --> 7 nil 7 nil
print((""):find(""), (""):find("", 1), (""):find("", 2), (""):find("", -1), (""):find("", low))  --> 1 1 nil 1 1 0
print(("banana"):match("a.", 3), ("banana"):match("a.", -1), ("banana"):match("()", 7), ("banana"):match("()", 8))  --> an nil 7 nil
print(("banana"):match("^n", 3), ("banana"):match("^n", 4), ("banana"):find("^a", -1), ("banana"):match("^", 7))  --> n nil 6
print(("banana"):match(".", low), ("banana"):match(".", high), ("banana"):match("", high))  --> b nil nil
local function all(...) local t = {} for a in ("banana"):gmatch(...) do t[#t + 1] = a end return table.concat(t, " ") end
print(all("a.", 3), all("a", -2), all("()", 6), all("()", 8), all(".", low), all(".", high), all("^b"))  --> an a 6 7  b a n a n a
print(all("n()", 4), all("a%f[%z]", 2), all("%f[%w]b", 2))  --> 6 a
-- the start does not hide what lies before it from a frontier, and positions count from the whole
print(("THE END"):find("%f[%a]E", 5), ("THE END"):find("%f[%a]H", 2), ("abc"):match("()c", 2))  --> 5 nil 3
print(pcall(string.find, "x", "x", {}))                 --> false bad argument #3 to 'string.find' (number expected, got table)
print(pcall(string.match, "x", "x", "y"))               --> false bad argument #3 to 'string.match' (number expected, got string)
print(pcall(string.gmatch, "x", "x", 1.5))              --> false bad argument #3 to 'string.gmatch' (number has no integer representation)
print(pcall(string.find, "x", "x", 1.5))                --> false bad argument #3 to 'string.find' (number has no integer representation)
print(("x"):find("x", nil), ("x"):find("x", "1"), ("x"):match("x", 1.0))  --> 1 1 x

print(("hello"):gsub("l", function(c) return c:upper() end))        --> heLLo 2
print(("hello"):gsub("[el]", { e = "3", l = false }))               --> h3llo 3
print(("abc"):gsub("(a)(b)", function(x, y) return y .. x end))     --> bac 1
print(("abc"):gsub("%w", function() end), ("abc"):gsub("%w", function() return false end))  --> abc abc 3
print(("a1b2"):gsub("(%a)(%d)", { a = "first", b = 5 }))            --> first5 2
print(("x y"):gsub("%w", setmetatable({}, { __index = function(_, k) return k .. k end })))  --> xx yy 2
print(("abc"):gsub("()b()", function(p, q) return p .. q end))      --> a23c 1
print(("n"):gsub("n", function() return 1.5, "extra" end))          --> 1.5 1
print(pcall(string.gsub, "a", "a", function() return {} end))       --> false invalid replacement value (a table)
print(pcall(string.gsub, "a", "a", { a = true }))                   --> false invalid replacement value (a boolean)
print(pcall(string.gsub, "a", "a"))  --> false bad argument #3 to 'string.gsub' (string/function/table expected, got no value)
print(pcall(string.gsub, "a", "a", true))  --> false bad argument #3 to 'string.gsub' (string/function/table expected, got boolean)
print(pcall(string.gsub, "a", "a", function() error("cb", 0) end))  --> false cb

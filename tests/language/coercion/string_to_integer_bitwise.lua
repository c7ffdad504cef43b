-- Strings have arithmetic metamethods but none for bitwise operations.
print(pcall(function() return "3" | 4 end))         --~ false .*: attempt to perform bitwise operation on a string value \(constant '3'\)
print(pcall(function() return ~"0" end))            --~ false .*: attempt to perform bitwise operation on a string value \(constant '0'\)
local s = "7"
print(pcall(function() return 1 << s end))          --~ false .*: attempt to perform bitwise operation on a string value \(upvalue 's'\)
print(("7" + 0) | 8)                                --> 15
getmetatable("").__bor = function(a, b) return (a + 0) | (b + 0) end
print("3" | 4, 8 | "1")                             --> 7 9

local function cat(a, b) return a .. b end
local function len(x) return #x end
for i = 1, 1000 do cat("a", "b") len("abc") end
print(cat("a", 1), cat(1, 2), cat(1.5, ""), cat("", ""))                   --> a1 12 1.5
print(len {}, len { 1, 2 }, len(""), len(setmetatable({}, { __len = function() return "L" end })))   --> 0 2 0 L
print(cat(setmetatable({}, { __concat = function() return "C" end }), 1))  --> C
print(pcall(cat, nil, "x"))                           --~ false .*attempt to concatenate a nil value \(local 'a'\)
print(pcall(len, 5))                                  --~ false .*attempt to get length of a number value \(local 'x'\)
for i = 1, 1000 do len { i } end
print(len("back"), cat("x", "y"))                     --> 4 xy

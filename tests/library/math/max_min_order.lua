-- max and min go by <: of equal ones the first, NaN as it falls.
print(math.max(3), math.min(3), math.max(1, 2, 3, 2, 1), math.min(3, 2, 1, 2, 3), math.max(-1, -2), math.min(-1, -2))  --> 3 3 3 1 -1 -2
print(math.max(2, 2.0), math.max(2.0, 2), math.min(2, 2.0), math.min(2.0, 2))  --> 2 2.0 2 2.0
print(math.max(2 ^ 53, (1 << 53) + 1), math.min(2 ^ 53, (1 << 53) + 1), math.max(math.maxinteger, 2 ^ 63), math.min(math.mininteger, -2 ^ 63))  --> 9007199254740993 9.007199254741e+15 9.2233720368548e+18 -9223372036854775808
print(math.max(math.huge, math.maxinteger), math.min(-math.huge, math.mininteger), math.max(1, 0 / 0), math.min(1, 0 / 0))  --> inf -inf 1 1
print(math.max(0 / 0, 1) ~= math.max(0 / 0, 1), math.min(0 / 0, 1) ~= math.min(0 / 0, 1))  --> true true
local many = {}
for i = 1, 250 do many[i] = i * 37 % 251 end
print(math.max(table.unpack(many)), math.min(table.unpack(many)))  --> 250 1
print(math.huge > math.maxinteger, math.huge > 1.7976931348623157e308, math.maxinteger + 1 == math.mininteger, math.type(math.mininteger))  --> true true true integer
print(pcall(math.min))                                   --> false bad argument #1 to 'math.min' (value expected)
-- whatever < compares
print(math.max("a", "c", "b"), math.min("b", "a"))       --> c a
local mt = { __lt = function(a, b) return a.n < b.n end }
local one, two = setmetatable({ n = 1 }, mt), setmetatable({ n = 2 }, mt)
print(math.max(one, two) == two, math.min(two, one) == one, math.max(one, one) == one)  --> true true true
print(pcall(math.max, 1, {}))                            --> false attempt to compare number with table
print(pcall(math.max, 1, nil))                           --> false attempt to compare number with nil
-- names of the library, no more
local compatible = { pow = 1, cosh = 1, sinh = 1, tanh = 1, frexp = 1, ldexp = 1, log10 = 1, atan2 = 1 }
local names = {}
for k in pairs(math) do if not compatible[k] then names[#names + 1] = k end end
table.sort(names)
print(table.concat(names, " "))                          --> abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad random randomseed sin sqrt tan tointeger type ult

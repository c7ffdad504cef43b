local function f(a, b) return a & b, a | b, a ~ b, a << b, a >> b, ~a end
for i = 1, 1000 do f(i, 3) end
print(f(12, 10))                                      --> 8 14 6 12288 0 -13
print(f(12.0, 2))                                     --> 0 14 14 48 3 -13
print(f(-1, 64))                                      --> 64 -1 -65 0 0 0
print(f(1, -1))                                       --> 1 -1 -2 0 2 -2
print(pcall(f, 1.5, 1))                               --~ false .*number \(local 'a'\) has no integer representation
print(pcall(f, {}, 1))                                --~ false .*attempt to perform bitwise operation on a table value \(local 'a'\)
local o = setmetatable({}, { __band = function() return 1 end, __bor = function() return 2 end, __bxor = function() return 3 end,
    __shl = function() return 4 end, __shr = function() return 5 end, __bnot = function() return 6 end })
print(f(o, 1))                                        --> 1 2 3 4 5 6

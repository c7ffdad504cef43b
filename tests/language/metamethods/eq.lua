local calls = 0
local mt = { __eq = function(a, b) calls = calls + 1 return a.v == b.v end }
local function new(v) return setmetatable({ v = v }, mt) end
local a, b, c = new(1), new(1), new(2)
print(a == b, a == c, a ~= b, a ~= c, calls)   --> true false false true 4
print(a == a, calls)                           --> true 4
print(a == 1, a == "x", a == nil, calls)       --> false false false 4
print(rawequal(a, b))                          --> false
local plain = { v = 1 }
print(a == plain, plain == a, calls)           --> true true 6
local other = setmetatable({ v = 1 }, { __eq = function() return nil end })
print(other == a, a == other)                  --> false true
print({} == setmetatable({}, { __eq = function() return 1 end }))  --> true

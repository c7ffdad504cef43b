local function add(a, b) return a + b end
local function sub(a, b) return a - b end
local function mul(a, b) return a * b end
for i = 1, 1000 do add(i, 1) sub(i, 1) mul(i, 2) end
print(add(1, 2), add(1.5, 2), add(1, 2.5), add("3", 4), add("3", "4.0"))   --> 3 3.5 3.5 7 7.0
print(add(math.maxinteger, 1) == math.mininteger, sub(math.mininteger, 1) == math.maxinteger, mul(1 << 62, 4))  --> true true 0
for i = 1, 1000 do add(i + 0.5, 1) sub(i + 0.5, 1) mul(0.5, 2) end
print(add(1, 2), math.type(add(1, 2)), sub(5, 3), mul(3, 4))               --> 3 integer 2 12
local mt = { __add = function() return "meta" end }
print(add(setmetatable({}, mt), 1), add(1, setmetatable({}, mt)))          --> meta meta
print(pcall(add, nil, 1))      --~ false .*: attempt to perform arithmetic on a nil value \(local 'a'\)
print(add(1, 2))                                                           --> 3

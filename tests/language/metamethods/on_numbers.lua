-- Operands are asked from the left, numbers too; bitwise operations ask when a float is no integer.
local object = setmetatable({}, {
    __add = function() return "object's" end, __band = function() return "object's" end, __lt = function() return "object's" end,
})
print(1 + object, 1.5 & object, 2 & object)                --> object's object's object's
debug.setmetatable(0, {
    __add = function(a, b) return "number's " .. type(a) .. " " .. type(b) end,
    __band = function(a, b) return "number's " .. tostring(a) .. " " .. tostring(b) end,
    __bnot = function(a) return "not " .. a end,
    __len = function(n) return n * 2 end,
    __concat = function(a, b) return "joined" end,
})
print(1 + object, object + 1)                              --> number's number table object's
print(1 + nil, {} + 1)                                     --> number's number nil number's table number
print(1.5 & 1, 1 & 1.5, 1 & 2.0 ^ 63, 3.0 & 1)             --> number's 1.5 1 number's 1 1.5 number's 1 9.2233720368548e+18 1
print(~1.5, ~1.0, #21)                                     --> not 1.5 -2 42
print(1 .. {}, nil .. 1)                                   --> joined joined
debug.setmetatable(0, nil)
print((pcall(function() return 1.5 & 1 end)), (pcall(function() return #21 end)))  --> false false

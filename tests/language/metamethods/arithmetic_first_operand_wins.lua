local left = setmetatable({}, { __add = function() return "left" end })
local right = setmetatable({}, { __add = function() return "right" end, __sub = function() return "right" end })
print(left + right, right + left, left - right, right - left)  --> left right right right
print(1 + right, right + 1, "1" + right)                       --> right right right
local none = setmetatable({}, {})
print(none + right)                                            --> right
print(pcall(function() return none + 1 end))  --~ false .*: attempt to perform arithmetic on a table value \(upvalue 'none'\)

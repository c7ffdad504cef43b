-- Arguments of the raw functions; nil and NaN are keys to read, not to write.
print(rawget({}, nil), rawget({}, 0 / 0), select("#", rawget({}, 1)))    --> nil nil 1
print(rawget({ 7 }, 1.0), rawget({ [2.5] = "f" }, 2.5))       --> 7 f
print(pcall(rawget, {}))                               --> false bad argument #2 to 'rawget' (value expected)
print(pcall(rawget, "x", 1))                           --> false bad argument #1 to 'rawget' (table expected, got string)
print(pcall(rawset, {}, 0 / 0, 1))                     --> false table index is NaN
print(pcall(rawset, {}, nil, nil))                     --> false table index is nil
print(pcall(rawset, "x", 1, 1))                        --> false bad argument #1 to 'rawset' (table expected, got string)
print(pcall(rawset, {}))                               --> false bad argument #2 to 'rawset' (value expected)
local t = {}
print(rawset(t, 1, nil) == t, rawset(t, 2.0, "two")[2], next(t))  --> true two 2 two
print(rawlen(setmetatable({ 1, 2, 3 }, { __len = function() return 9 end })), math.type(rawlen("")))  --> 3 integer
print(pcall(rawlen, nil))                              --> false bad argument #1 to 'rawlen' (table or string expected, got nil)
print(pcall(rawlen, io.stdout))                        --> false bad argument #1 to 'rawlen' (table or string expected, got FILE*)
local mt = { __eq = function() return true end }
print(rawequal(setmetatable({}, mt), setmetatable({}, mt)), setmetatable({}, mt) == setmetatable({}, mt))  --> false true
print(rawequal(0, -0.0), rawequal(0 / 0, 0 / 0), rawequal(nil, nil), rawequal(nil, false))  --> true false true false
print(pcall(rawequal))                                 --> false bad argument #1 to 'rawequal' (value expected)

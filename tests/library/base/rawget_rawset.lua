local t = setmetatable({}, { __index = function() return "mm" end, __newindex = function() end })
t.a = 1
print(t.a, rawget(t, "a"))                             --> mm nil
print(rawset(t, "a", 5) == t, t.a, rawget(t, "a"))     --> true 5 5
rawset(t, "a", nil)
print(rawget(t, "a"))                                  --> nil
print(pcall(rawget, 1, 2))                             --> false bad argument #1 to 'rawget' (table expected, got number)
print(pcall(rawset, {}, nil, 1))                       --> false table index is nil
print(pcall(rawset, {}, 1))                            --> false bad argument #3 to 'rawset' (value expected)

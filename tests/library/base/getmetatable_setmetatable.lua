local t, mt = {}, {}
print(setmetatable(t, mt) == t, getmetatable(t) == mt) --> true true
print(setmetatable(t, nil) == t, getmetatable(t))      --> true nil
print(pcall(setmetatable, t))                          --> false bad argument #2 to 'setmetatable' (nil or table expected, got no value)
print(pcall(setmetatable, t, 1))                       --> false bad argument #2 to 'setmetatable' (nil or table expected, got number)
print(pcall(setmetatable, 1, {}))                      --> false bad argument #1 to 'setmetatable' (table expected, got number)
print(pcall(getmetatable))                             --> false bad argument #1 to 'getmetatable' (value expected)
print(getmetatable(io.stdout).__name)                  --> FILE*

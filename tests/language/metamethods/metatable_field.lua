local t = setmetatable({}, { __metatable = "locked" })
print(getmetatable(t))                     --> locked
print(pcall(setmetatable, t, {}))          --> false cannot change a protected metatable
print(type(debug.getmetatable(t)))         --> table
local f = setmetatable({}, { __metatable = false })
print(getmetatable(f))                     --> false
print(pcall(setmetatable, f, nil))         --> false cannot change a protected metatable
print(getmetatable("").__index == string)  --> true
print(getmetatable({}), getmetatable(1))   --> nil nil

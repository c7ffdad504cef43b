print(pcall(setmetatable))                             --> false bad argument #1 to 'setmetatable' (table expected, got no value)
print(pcall(setmetatable, {}))                         --> false bad argument #2 to 'setmetatable' (nil or table expected, got no value)
print(pcall(setmetatable, {}, false))                  --> false bad argument #2 to 'setmetatable' (nil or table expected, got boolean)
print(pcall(setmetatable, "x", {}))                    --> false bad argument #1 to 'setmetatable' (table expected, got string)
print(pcall(setmetatable, nil, nil))                   --> false bad argument #1 to 'setmetatable' (table expected, got nil)
print(getmetatable(nil), getmetatable(print), getmetatable(coroutine.running()), select("#", getmetatable(1)))  --> nil nil nil 1
local t = setmetatable({}, { __metatable = nil })
print(type(getmetatable(t)), getmetatable(setmetatable(t, nil)))   --> table nil
-- a protected metatable protects itself from removal too; what it says is what getmetatable gives
local p = setmetatable({}, { __metatable = 42 })
print(getmetatable(p), pcall(setmetatable, p, nil))    --> 42 false cannot change a protected metatable
print(pcall(setmetatable, p, getmetatable(p)))         --> false bad argument #2 to 'setmetatable' (nil or table expected, got number)
getmetatable("").__metatable = "text"
print(getmetatable("any"))                             --> text

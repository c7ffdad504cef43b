local mt = { __index = function(v, k) return k end, __tostring = function() return "odd" end, __len = function() return 3 end }
print(debug.setmetatable(10, mt))                    --> odd
print((10).key, #5, debug.getmetatable(3) == mt)     --> key odd true
debug.setmetatable(10, nil)
print(debug.getmetatable(1), debug.getmetatable("").__index == string)   --> nil true
print(debug.getmetatable(setmetatable({}, { __metatable = "hidden" })) ~= "hidden")  --> true
print(pcall(debug.setmetatable, 1, 2))               --> false bad argument #2 to 'debug.setmetatable' (nil or table expected, got number)

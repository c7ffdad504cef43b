local mt = {}
local t = setmetatable({ {} }, mt)
collectgarbage()
print(type(t[1]))            --> table
mt.__mode = "v"
setmetatable(t, mt)
collectgarbage()
print(t[1])                  --> nil
t[1] = {}
setmetatable(t, nil)
collectgarbage()
print(type(t[1]))            --> table

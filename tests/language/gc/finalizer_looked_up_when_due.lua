-- Which finalizer runs is decided when the object is dead: the metatable's __gc then, if there is one.
local log = {}
local mt = { __gc = function() log[#log + 1] = "first" end }
do local _ = setmetatable({}, mt) end
mt.__gc = function() log[#log + 1] = "second" end
collectgarbage() collectgarbage()
print(table.concat(log, " "))              --> second
do local _ = setmetatable({}, mt) end
mt.__gc = nil
collectgarbage() collectgarbage()
print(#log)                                --> 1
mt.__gc = function() log[#log + 1] = "third" end
do
    local object = setmetatable({}, mt)
    setmetatable(object, { __gc = function(o) log[#log + 1] = "of the last metatable" end })
end
collectgarbage() collectgarbage()
print(log[2], #log)                        --> of the last metatable 2
do local object = setmetatable(setmetatable({}, mt), nil) end
collectgarbage() collectgarbage()
print(#log)                                --> 2

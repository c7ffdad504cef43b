-- A finalizer may call the collector; what it gets back is not defined, but nothing breaks.
local ran = 0
local mt = { __gc = function()
    collectgarbage("count") collectgarbage() collectgarbage("step") collectgarbage("isrunning")
    ran = ran + 1
end }
for _ = 1, 10 do setmetatable({}, mt) end
collectgarbage()
collectgarbage()
print(ran)               --> 10

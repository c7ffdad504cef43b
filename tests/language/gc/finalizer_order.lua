-- Finalizers run in the reverse order of marking (of setmetatable).
local log = {}
do
    local objects = {}
    for i = 1, 5 do objects[i] = {} end
    local mt = { __gc = function(o) log[#log + 1] = o.id end }
    for _, i in ipairs { 3, 1, 4, 2, 5 } do objects[i].id = i setmetatable(objects[i], mt) end
end
collectgarbage()
print(table.concat(log, " "))    --> 5 2 4 1 3

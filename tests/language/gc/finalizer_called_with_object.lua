local seen
do local t = setmetatable({ name = "obj" }, { __gc = function(o) seen = o.name end }) end
collectgarbage()
print(seen)                 --> obj
local count = 0
for i = 1, 100 do setmetatable({}, { __gc = function() count = count + 1 end }) end
collectgarbage()
print(count)                --> 100

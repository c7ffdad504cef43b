-- Marking deep chains takes no native stack.
local list
for i = 1, 300000 do list = { next = list } end
collectgarbage()
local n = 0
while list do n = n + 1 list = list.next end
print(n)                                                 --> 300000
local f = function() return 0 end
for i = 1, 100000 do local g = f f = function() return g end end
collectgarbage()
print(type(f()))                                         --> function
local mt = {}
for i = 1, 100000 do mt = setmetatable({}, mt) end
collectgarbage()
print(type(getmetatable(mt)))                            --> table
--@ heavy

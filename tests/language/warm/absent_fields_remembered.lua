-- Fields that are nil, read and written by the same code again and again: what is remembered of
-- them must not outlive a change. Manual 2.4.

local function get(o) return o.x end
local function set(o, v) o.x = v end
local function call(o) return o:m() end

-- A slot that is empty, without and with a class.
local node = {x = 1, y = 2}
node.x = nil
for i = 1, 5 do get(node) end
print(get(node))                           --> nil
set(node, 7)
print(get(node))                           --> 7
for i = 1, 5 do set(node, nil) set(node, i) end
print(get(node))                           --> 5

-- A key that is nowhere, then in the class, then gone, then in the object.
local class = {}
class.__index = class
local a, b = setmetatable({}, class), setmetatable({y = 1}, class)
for i = 1, 5 do get(a) get(b) end
print(get(a), get(b))                      --> nil nil
class.x = "class"
print(get(a), get(b))                      --> class class
class.x = nil
print(get(a), get(b))                      --> nil nil
b.x = "own"
print(get(a), get(b))                      --> nil own

-- An empty slot before a class that has the key.
class.x = "class"
b.x = nil
for i = 1, 5 do get(b) end
print(get(b), get(a))                      --> class class
class.x = nil
print(get(b), get(a))                      --> nil nil
local base = {x = "base"}
setmetatable(class, {__index = base})
print(get(b), get(a))                      --> base base
base.x = nil
print(get(b), get(a))                      --> nil nil

-- __index and __newindex that appear.
local meta = {}
local c = setmetatable({x = 1}, meta)
c.x = nil
for i = 1, 5 do get(c) set(c, 1) set(c, nil) end
meta.__index = function(_, k) return "computed " .. k end
print(get(c))                              --> computed x
local log = {}
meta.__newindex = function(_, k, v) log[#log + 1] = k .. "=" .. v end
set(c, 3)
print(rawget(c, "x"), log[1])              --> nil x=3
meta.__index, meta.__newindex = nil, nil
set(c, 4)
print(get(c))                              --> 4

-- More shapes than any cache holds, with the key at the same and at other places, and without it.
local function shaped(n, with)
    local t = {}
    if n % 3 == 0 then t["before" .. n] = n end
    if with then t.x = n end
    t["after" .. n] = n
    return t
end
local all = {}
for n = 1, 40 do all[n] = shaped(n, n % 4 ~= 0) end
local sum = 0
for round = 1, 5 do
    for n = 1, 40 do sum = sum + (get(all[n]) or 1000) end
end
print(sum)                                 --> 53000
for n = 1, 40 do set(all[n], -n) end
sum = 0
for round = 1, 3 do
    for n = 1, 40 do sum = sum + get(all[n]) end
end
print(sum)                                 --> -2460
for n = 1, 40 do set(all[n], nil) end
for n = 1, 40 do assert(get(all[n]) == nil) end

-- Methods of objects of many shapes and classes, replaced and taken away.
local classes = {}
for n = 1, 9 do
    classes[n] = {m = function(self) return n end}
    classes[n].__index = classes[n]
end
local objects = {}
for n = 1, 9 do objects[n] = setmetatable(shaped(n, true), classes[n]) end
local function total()
    local s = 0
    for k = 1, 3 do for n = 1, 9 do s = s + call(objects[n]) end end
    return s
end
print(total())                             --> 135
print(total())                             --> 135
classes[4].m = function() return 100 end
print(total())                             --> 423
objects[5].m = function() return 1000 end
print(total())                             --> 3408
classes[9].m = nil
print(pcall(total))                        --~ false .*attempt to call a nil value \(method 'm'\)
local few = {objects[1], objects[2]}
for k = 1, 5 do for _, o in ipairs(few) do call(o) end end
setmetatable(few[1], classes[2])
print(call(few[1]), call(few[2]))          --> 2 2
collectgarbage()
print(call(few[1]), call(few[2]))          --> 2 2

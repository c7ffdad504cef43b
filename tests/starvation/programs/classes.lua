-- Objects of several classes through the same code, so that caches are filled and given up.
local Base = {}
Base.__index = Base
function Base.new(class, x) return setmetatable({x = x, y = {x}}, class) end
function Base:get() return self.x end
local classes = {}
for i = 1, 9 do
    local class = setmetatable({name = "class" .. i}, Base)
    class.__index = class
    if i % 2 == 0 then function class:get() return self.x + i end end
    classes[i] = class
end
local objects = {}
for i = 1, 27 do
    local o = Base.new(classes[(i - 1) % 9 + 1], i)
    o["field" .. i % 4] = i
    objects[i] = o
end
local sum = 0
for round = 1, 3 do
    for i = 1, #objects do
        local o = objects[i]
        sum = sum + o:get() + (o.field1 or 0)
        o.z = o.name .. round
        o.x = o.x + 1
        if #o.y ~= 1 then error("y") end
    end
    classes[round].get = function(self) return self.x end
    setmetatable(classes[round + 3], {__index = Base})
end
for i = 1, 140 do objects[1]["extra" .. i] = i end
assert(sum > 1000 and objects[1]:get() == 4)
counted_global = (counted_global or 0) + 1

local function new(i) return { id = i, name = "n" .. i, next = nil, flag = i % 2 == 0 } end
local objects = {}
for i = 1, 1000 do objects[i] = new(i) end
for i = 1, 1000, 3 do objects[i].extra = i end
for i = 1, 1000, 5 do objects[i].name = nil end
for i = 1, 1000, 7 do objects[i][1] = i end
local sums = { 0, 0, 0, 0 }
for i = 1, 1000 do
    local o = objects[i]
    sums[1] = sums[1] + o.id
    sums[2] = sums[2] + (o.extra or 0)
    sums[3] = sums[3] + (o.name and 1 or 0)
    sums[4] = sums[4] + #o
end
print(sums[1], sums[2], sums[3], sums[4])             --> 500500 167167 800 143

-- One field read and one write that see hundreds of different kinds of tables.
local function get(t) return t.x end
local function set(t, v) t.x = v end
local objects = {}
for i = 1, 300 do
    local o = {}
    for j = 1, i % 20 do o["p" .. (i * j) % 50] = j end
    o.x = i
    if i % 3 == 0 then o["after" .. i] = true end
    if i % 5 == 0 then o = setmetatable({}, { __index = o }) end
    if i % 7 == 0 then for j = 1, 100 do o["big" .. j] = j end end
    objects[i] = o
end
local sum = 0
for round = 1, 3 do
    for i = 1, 300 do
        sum = sum + get(objects[i])
        set(objects[i], get(objects[i]) + 1)
    end
end
print(sum)                                               --> 136350
for i = 1, 300 do objects[i].x = nil end
local left = 0
for i = 1, 300 do if get(objects[i]) then left = left + 1 end end
print(left)                                              --> 60

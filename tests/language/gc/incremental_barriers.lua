collectgarbage("incremental", 100, 100, 5)
local root = {}
for i = 1, 200 do root[i] = { id = i } end
for round = 1, 40 do
    for i = 1, 200 do
        local o = root[i]
        root[i] = nil
        root[201 - i] = root[201 - i] or o
        root[i] = { id = i, from = o.from or {}, fn = function() return o.id end }
    end
    collectgarbage("step", 1)
end
local good = 0
for i = 1, 200 do if root[i].id == i and root[i].fn() == i then good = good + 1 end end
print(good)                                          --> 200

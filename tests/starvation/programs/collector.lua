local big = {}
for i = 1, 150 do big[i] = {i} end
for _, mode in ipairs {"incremental", "generational", "incremental"} do
    collectgarbage(mode)
    for i = 1, 60 do big[i] = {big[i], x = {}} end
    for i = 1, 3 do collectgarbage("step") end
    collectgarbage("step", 100)
    for i = 1, 20 do big[i].y = {} end
    collectgarbage()
end
collectgarbage("stop")
for i = 1, 20 do big[i] = "s" .. i end
collectgarbage("restart")
assert(collectgarbage("isrunning") and collectgarbage("count") > 1)
collectgarbage("generational")
for i = 1, 40 do big[i] = function() return i end end
collectgarbage("step")
collectgarbage("step")

-- 5.4.0: sweeping a coroutine closes its upvalues; the write barrier must not act then.
local mode = collectgarbage("generational")
local results = {}
for round = 1, 50 do
    local old = {round}
    collectgarbage("step")
    local getter
    do
        local co = coroutine.create(function()
            local young = {tag = round}
            getter = function() return young, old end
            coroutine.yield()
        end)
        coroutine.resume(co)
        if round % 2 == 0 then collectgarbage("step") end
    end
    collectgarbage("step")
    if round % 5 == 0 then collectgarbage() end
    results[round] = getter
end
collectgarbage()
local good = 0
for round = 1, 50 do
    local young, old = results[round]()
    if young.tag == round and old[1] == round then good = good + 1 end
end
print(good) --> 50
collectgarbage(mode)

-- Many kinds of garbage at once, in every mode, while checking what must live.
local function work(mode)
    collectgarbage(mode)
    local live = {}
    for i = 1, 300 do live[i] = { i } end
    for round = 1, 20 do
        for i = 1, 300 do
            local f = function() return i + round end
            local co = coroutine.wrap(function(x) while true do x = coroutine.yield(f() + x) end end)
            live[i] = setmetatable({ co(1), f, co, tostring(i) .. "-" .. round, live[i][1] }, { __gc = function() end, __index = f })
        end
    end
    local ok = 0
    for i = 1, 300 do
        local o = live[i]
        if o[1] == i + 21 and o[2]() == i + 20 and o[3](2) == i + 22 and o[4] == i .. "-20" then ok = ok + 1 end
    end
    return ok
end
print(work("incremental"), work("generational"), work("incremental"))   --> 300 300 300

-- 5.4.0: an upvalue still open when the collector turned generational counted as visited.
local results = {}
local function run(rounds)
    local value = {0}
    local function get() return value end
    for i = 1, rounds do
        collectgarbage(i % 2 == 0 and "incremental" or "generational")
        value = {i, {tostring(i)}}
        for _ = 1, 20 do local garbage = {{}} end
        collectgarbage("step")
        results[#results + 1] = get()[2][1]
        coroutine.yield(get)
    end
end
local threads = {}
for i = 1, 20 do threads[i] = coroutine.wrap(run) threads[i](100) end
for round = 2, 100 do
    for i = 1, 20 do
        local get = threads[i]()
        if get()[1] ~= round or get()[2][1] ~= tostring(round) then print(round, i, get()[1]) end
    end
end
print(#results) --> 2000
collectgarbage("generational")

collectgarbage("generational")
local live, weak = {}, setmetatable({}, { __mode = "v" })
for round = 1, 50 do
    for i = 1, 200 do live[i] = { round = round, prev = live[i] and live[i].round } end
    weak[round] = {}
    local old = live[1 + round % 200]
    old.young = { tag = round }
end
collectgarbage()
local sum = 0
for i = 1, 200 do sum = sum + live[i].round + live[i].prev end
print(sum, next(weak))                               --> 19800 nil
collectgarbage("incremental")
collectgarbage()
print(live[200].round)                               --> 50

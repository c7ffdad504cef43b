-- 5.4.4: after a full collection in generational mode the next cycle came too early or never.
collectgarbage("generational")
local peak = 0
for round = 1, 40 do
    for i = 1, 2000 do local garbage = {i, {}} end
    if round % 10 == 0 then collectgarbage() end
    peak = math.max(peak, collectgarbage("count"))
end
print(peak < 60000) --> true
collectgarbage("incremental") collectgarbage("generational")
collectgarbage()
print(collectgarbage("count") < 2000) --> true

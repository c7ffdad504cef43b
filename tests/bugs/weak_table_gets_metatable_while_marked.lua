-- 5.4.8: a weak table that got a new metatable during a collection: the new one was not marked.
collectgarbage("incremental")
for round = 1, 60 do
    local t = setmetatable({}, {__mode = "kv"})
    for i = 1, 50 do local garbage = {{}, {}} end
    collectgarbage("step", 0)
    setmetatable(t, {__mode = "kv", __index = function(_, k) return k .. round end})
    for i = 1, round do collectgarbage("step", 0) end
    collectgarbage()
    if t.x ~= "x" .. round then print(round, t.x) end
end
print("done") --> done

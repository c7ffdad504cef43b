-- The whole heap is valid after work of every kind, in every phase of a collection.
local function work(n)
    local t, weak = {}, setmetatable({}, {__mode = "kv"})
    for i = 1, n do
        local o = setmetatable({x = i, [i] = tostring(i), ["k" .. i % 50] = {}}, {__index = t})
        t[i], weak[i], weak[o] = o, o, i
        if i % 3 == 0 then t[i - 1] = nil end
        if i % 7 == 0 then t["name" .. i] = coroutine.wrap(function() coroutine.yield(o) end) end
        if i % 11 == 0 then setmetatable(t[i], {__gc = function() weak[i] = nil end}) end
    end
    for i = 1, n, 7 do
        local co = t["name" .. i]
        if co then co() end
    end
    return t
end

for _, mode in ipairs {"incremental", "generational"} do
    collectgarbage(mode)
    local kept = {}
    for round = 1, 5 do
        kept[round % 3] = work(400)
        T.checkmemory()
        T.gcstate("atomic")
        T.checkmemory()
        work(100)
        T.checkmemory()
        T.gcstate("sweep")
        T.checkmemory()
        kept[round % 3] = work(100)
        T.checkmemory()
        T.gcstate("pause")
        T.checkmemory()
        collectgarbage("step")
        T.checkmemory()
    end
    print(mode) --> incremental --> generational
end

-- 5.4.1: a key that was removed during a traversal, and perhaps collected, was not found again by next.
local function object(i) return {i} end
local co = coroutine.wrap(function(t)
    for k in pairs(t) do
        t[k] = nil
        k = nil
        collectgarbage()
        coroutine.yield(next(t))
    end
end)
local t = {}
for i = 1, 20 do t[object(i)] = "o" .. i t["a string key that is longer than forty characters " .. i] = i end
local n = 0
while co(t) do n = n + 1 end
print(n, next(t)) --> 39 nil
-- with keys kept weakly
t = setmetatable({}, {__mode = "k"})
for i = 1, 200 do t[object(i)] = i end
local visited = 0
for k in pairs(t) do
    visited = visited + 1
    t[k] = nil
    k = nil
    if visited % 7 == 0 then collectgarbage() end
end
print(visited > 0, next(t)) --> true nil
-- removed while a coroutine stands at the key, which is then marked dead by a collection
local function clear(t)
    return coroutine.wrap(function()
        for k in pairs(t) do
            t[k] = nil
            coroutine.yield(type(k))
        end
        return nil
    end)
end
local mixed, expected = {}, 0
for i = 1, 8 do
    mixed[object(i)] = i
    mixed[("long "):rep(10) .. i] = i
    mixed["short" .. i] = i
    mixed[function() return i end] = i
    mixed[i + 0.5] = i
    expected = expected + 5
end
local step, kinds, visits = clear(mixed), {}, 0
for kind in step do
    collectgarbage()
    kinds[kind] = (kinds[kind] or 0) + 1
    visits = visits + 1
end
print(visits == expected, kinds.table, kinds.string, kinds["function"], kinds.number) --> true 8 16 8 8
print(next(mixed)) --> nil

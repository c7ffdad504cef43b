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

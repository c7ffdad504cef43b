-- 5.4.0: a collection that ran while room was made on the stack took the room away again, or the record of the call.
collectgarbage("setpause", 0)
local function wide(n, ...)
    if n == 0 then return select("#", ...) end
    local garbage = {...}
    return wide(n - 1, n, #garbage, ...)
end
local co = coroutine.wrap(function()
    for i = 1, 30 do coroutine.yield(wide(i)) end
end)
local sum = 0
for i = 1, 30 do
    sum = sum + co()
    collectgarbage("step", 0)
    local room = string.rep("x,", 60) .. "x"
    load("local function f(...) local t = {} return select('#', ...), t end return f(" .. room .. ")", "=", "t", {select = select})()
end
print(sum) --> 930
-- stacks that shrink keep their smallest size
local threads = {}
for i = 1, 100 do
    threads[i] = coroutine.create(function(...) return coroutine.yield(...) end)
    coroutine.resume(threads[i], i)
end
collectgarbage() collectgarbage()
local total = 0
for i = 1, 100 do
    total = total + select(2, coroutine.resume(threads[i], table.unpack({i, i, i}, 1, 3)))
end
print(total) --> 5050

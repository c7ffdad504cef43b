-- A value stored in a variable of a suspended coroutine by a closure is kept.
local setters, coroutines = {}, {}
for i = 1, 50 do
    coroutines[i] = coroutine.wrap(function()
        local x
        setters[i] = function(v) x = v end
        while true do coroutine.yield(x and x[1]) end
    end)
    coroutines[i]()
end
collectgarbage("generational")
collectgarbage()
local sum = 0
for round = 1, 20 do
    for i = 1, 50 do setters[i]({round}) end
    collectgarbage("step")
    for i = 1, 200 do local filler = {i, {}} end
    for i = 1, 50 do sum = sum + coroutines[i]() end
end
print(sum) --> 10500
collectgarbage("incremental")
sum = 0
for round = 1, 200 do
    for i = 1, 50 do setters[i]({round}) end
    collectgarbage("step", 1)
    for i = 1, 50 do sum = sum + coroutines[i]() end
end
print(sum) --> 1005000

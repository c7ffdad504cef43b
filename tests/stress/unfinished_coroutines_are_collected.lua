collectgarbage()
local before = collectgarbage("count")
for i = 1, 5000 do
    local co = coroutine.create(function() local t = { 1, 2, 3 } coroutine.yield(t) end)
    coroutine.resume(co)
end
collectgarbage()
collectgarbage()
print(collectgarbage("count") - before < 1000)           --> true

local weak = setmetatable({}, { __mode = "v" })
do
    local co = coroutine.create(function() local big = {} weak.big = big coroutine.yield() print(big) end)
    coroutine.resume(co)
    weak.co = co
end
collectgarbage()
collectgarbage()
print(weak.co, weak.big)         --> nil nil

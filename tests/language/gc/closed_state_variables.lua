-- A <close> variable in a suspended, unreachable coroutine is not closed by the collector.
local closed = false
do
    local co = coroutine.wrap(function()
        local x <close> = setmetatable({}, { __close = function() closed = true end })
        coroutine.yield()
    end)
    co()
end
collectgarbage()
collectgarbage()
print(closed)                                        --> false

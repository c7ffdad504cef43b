local co = coroutine.wrap(function()
    local x <close> = setmetatable({}, { __close = function(_, e) print("closing", e) end })
    error("stop", 0)
end)
print(pcall(co))         --> closing stop --> false stop

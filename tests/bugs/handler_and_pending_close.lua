-- 5.4.7: a __close method of a coroutine that is closed could overwrite the handler of a pending xpcall.
local handled = {}
local co = coroutine.create(function()
    local x <close> = setmetatable({}, {__close = function()
        local a, b, c = 1, 2, 3
        error("in close", 0)
    end})
    xpcall(function() coroutine.yield() end, function(m) handled[#handled + 1] = m return m end)
end)
coroutine.resume(co)
print(coroutine.close(co)) --> false in close
print(coroutine.status(co), #handled <= 1) --> dead true
--@ peer-differs some releases have this bug

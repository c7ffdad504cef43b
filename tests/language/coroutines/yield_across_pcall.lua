local co = coroutine.wrap(function()
    local r = { pcall(function(...)
        local v = coroutine.yield("in pcall", ...)
        return "returned", v
    end, 1, 2) }
    coroutine.yield(table.unpack(r))
    r = { pcall(function() coroutine.yield "again" error("late", 0) end) }
    coroutine.yield(table.unpack(r))
    return pcall(pcall, function() return coroutine.yield "deep" end)
end)
print(co())         --> in pcall 1 2
print(co("v"))      --> true returned v
print(co())         --> again
print(co())         --> false late
print(co())         --> deep
print(co(7))        --> true true 7

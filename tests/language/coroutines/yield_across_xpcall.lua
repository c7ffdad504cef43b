local co = coroutine.wrap(function()
    return xpcall(function(a)
        local b = coroutine.yield(a)
        error(a .. b, 0)
    end, function(m) return "handled " .. m end, "A")
end)
print(co())        --> A
print(co("B"))     --> false handled AB

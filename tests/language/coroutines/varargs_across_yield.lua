local co = coroutine.wrap(function(...)
    local n = select("#", ...)
    local got = { coroutine.yield(n) }
    return #got, n, ...
end)
print(co("a", "b", "c"))         --> 3
print(co(1, 2))                  --> 2 3 a b c
local many = coroutine.wrap(function() local t = {} for i = 1, 300 do t[i] = i end return select("#", coroutine.yield(table.unpack(t))) end)
print(select("#", many()))       --> 300
print(many(table.unpack({}, 1, 400)))  --> 400

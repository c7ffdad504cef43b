-- 5.4.3: a __close that yielded while its function returned changed the number of results.
local function closer(...)
    local out = table.pack(...)
    return setmetatable({}, {__close = function()
        for i = 1, out.n do coroutine.yield(out[i]) end
        return "ignored", "too"
    end})
end
local function drive(f, ...)
    local co, yields = coroutine.wrap(f), {}
    local r = table.pack(co(...))
    while r.n == 1 and r[1] == "y" do
        yields[#yields + 1] = "y"
        r = table.pack(co("resumed", "with", "values"))
    end
    for i = 1, r.n do r[i] = tostring(r[i]) end
    print(#yields, r.n, table.concat(r, " "))
end
drive(function(...) local a <close> = closer("y") return ... end, 1, nil, 3, nil) --> 1 4 1 nil 3 nil
drive(function(...) local a <close> = closer("y", "y", "y") return end, 1, 2)     --> 3 0
drive(function(...) local a <close>, b = closer("y"), 1 local c <close> = closer("y", "y") return b, ... end, 7)
--> 3 2 1 7
drive(function(...) local a <close> = closer("y") return table.unpack({}, 1, 100) end)
--~ 1 100 (nil ?){100}
drive(function(...) local a <close> = closer("y") return select(2, ...) end, 1, 2, 3) --> 1 2 2 3
drive(function(...)
    local function inner(...) local a <close> = closer("y") return ... end
    local t = {inner(...)}
    return #t, (inner(...)), inner(...)
end, 4, 5) --> 3 4 2 4 4 5
drive(function() local a <close> = closer("y") return pcall(error, "e", 0) end) --> 1 2 false e
drive(function()
    local a <close> = closer("y")
    local t = pcall(function(...) local b <close> = closer("y") error("x", 0) end)
    return t, "after"
end) --> 2 2 false after

local function level(n)
    return coroutine.wrap(function(x)
        if n > 0 then
            local inner = level(n - 1)
            local r = inner(x .. n)
            x = coroutine.yield(r)
            coroutine.yield(inner(x))
        else
            x = coroutine.yield(x)
            coroutine.yield("got " .. x)
        end
    end)
end
local co = level(5)
print(co("v"))           --> v54321
print(co("reply"))       --> got reply

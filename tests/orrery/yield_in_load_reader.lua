local co = coroutine.wrap(function()
    return load(function() return coroutine.yield("more") end, "=pieces")()
end)
print(co())                     --> more
print(co("return "))            --> more
print(co("6 * 7"))              --> more
print(co(nil))                  --> 42

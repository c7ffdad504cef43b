local co = coroutine.wrap(function(...)
    while true do print("in", ...) coroutine.yield(select("#", ...), ...) end
end)
print(co(1, nil))                     --> in 1 nil --> 2 1 nil
print(co())                           --> in 1 nil --> 2 1 nil
local y = coroutine.wrap(coroutine.yield)
print(y(1, 2, 3))                     --> 1 2 3
print(y("back"))                      --> back
print(pcall(coroutine.yield))         --> false attempt to yield from outside a coroutine

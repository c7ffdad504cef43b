local co = coroutine.wrap(function()
    return ("a-b-c"):gsub("%a", function(c) return coroutine.yield(c) end)
end)
print(co())                     --> a
print(co("X"))                  --> b
print(co(false))                --> c
print(co("Z"))                  --> X-b-Z 3
co = coroutine.wrap(function()
    return ("k v"):gsub("%a", setmetatable({}, { __index = function(_, k) return coroutine.yield(k) end }))
end)
print(co(), co("1"))            --> k v
print(co("2"))                  --> 1 2 2

local co = coroutine.wrap(function()
    return xpcall(error, function(m) return m .. coroutine.yield("handling") end, "E")
end)
print(co())                     --> handling
print(co("!"))                  --> false E!

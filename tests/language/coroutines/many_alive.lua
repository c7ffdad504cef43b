local cos = {}
for i = 1, 1000 do
    cos[i] = coroutine.wrap(function()
        local sum = 0
        while true do sum = sum + coroutine.yield(sum) end
    end)
    cos[i]()
end
for round = 1, 3 do for i = 1, 1000 do cos[i](i) end end
print(cos[1](0), cos[500](0), cos[1000](0))     --> 3 1500 3000

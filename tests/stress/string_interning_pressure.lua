local seen = {}
for round = 1, 5 do
    for i = 1, 20000 do
        local s = "s" .. i .. "_" .. round
        if i % 100 == 0 then seen[s] = i end
    end
    collectgarbage()
end
local n = 0
for round = 1, 5 do for i = 100, 20000, 100 do if seen["s" .. i .. "_" .. round] == i then n = n + 1 end end end
print(n)                                                 --> 1000

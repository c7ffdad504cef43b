-- Fields may be cleared and assigned during a traversal, each key is seen once.
local t = {}
for i = 1, 300 do t[i], t["k" .. i], t[i + 0.5] = i, i, i end
local seen, n = {}, 0
for k, v in pairs(t) do
    assert(not seen[k])
    seen[k], n = true, n + 1
    t[k] = nil
end
print(n, next(t))                                      --> 900 nil
for i = 1, 100 do t["k" .. i] = 1 end
for k in pairs(t) do t[k] = t[k] + 1 end
local sum = 0
for _, v in pairs(t) do sum = sum + v end
print(sum)                                             --> 200

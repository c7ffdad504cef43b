local t = {}
for i = 1, 500000 do t[i] = i end
print(#t, t[1], t[500000])                               --> 500000 1 500000
for i = 500000, 1, -1 do t[i] = nil end
print(#t, next(t))                                       --> 0 nil
for i = 1, 100000 do t["key" .. i] = i end
for i = 1, 100000, 2 do t["key" .. i] = nil end
local n = 0
for k, v in pairs(t) do n = n + v end
print(n)                                                 --> 2500050000
for i = 1, 100000 do t[i * 3.5] = i end
n = 0
for _ in pairs(t) do n = n + 1 end
print(n)                                                 --> 150000
--@ heavy

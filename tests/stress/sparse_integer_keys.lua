local t = {}
for i = 0, 62 do t[1 << i] = i t[-(1 << i)] = -i end
local n = 0
for k, v in pairs(t) do n = n + 1 assert(t[k] == v) end
print(n, t[1], t[1 << 62], t[-(1 << 62)])                --> 126 0 62 -62
t = { [math.maxinteger] = "max", [math.mininteger] = "min", [0] = "zero" }
print(#t, t[math.maxinteger], t[math.mininteger], t[0])  --> 0 max min zero
t[math.maxinteger - 1] = "x"
print(t[math.maxinteger - 1], t[math.maxinteger + 1])    --> x min
local collide = {}
for i = 1, 2000 do collide[i << 32] = i collide[i * 2 ^ 40] = i end
n = 0
for _ in pairs(collide) do n = n + 1 end
print(n > 2000, collide[5 << 32])                        --> true 5

local t = { 1, 2, nil, 4 }
print(t[1], t[3], t[4])                               --> 1 nil 4
t[3] = 3
print(#t)                                             --> 4
local u = {}
u[1], u[2], u[4] = 1, 2, 4
print(u[3], u[4], #u == 2 or #u == 4)                 --> nil 4 true
u[3] = 3
print(#u)                                             --> 4
for i = 5, 1000 do u[i] = i end
for i = 2, 999 do u[i] = nil end
local n = 0
for k in pairs(u) do n = n + 1 end
print(n, u[1], u[1000])                               --> 2 1 1000
u[1000] = nil
print(#u)                                             --> 1

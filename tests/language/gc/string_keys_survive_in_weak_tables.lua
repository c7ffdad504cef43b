-- Strings are values: they never disappear from weak tables.
local t = setmetatable({}, { __mode = "kv" })
for i = 1, 50 do t["k" .. i] = "v" .. i end
t[("long"):rep(50)] = ("value"):rep(50)
collectgarbage()
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t.k7, #t[("long"):rep(50)])                 --> 51 v7 250

local t = {}
for i = 1, 50 do t[i] = "array" end
for i = 1, 50 do t["s" .. i] = "string" t[-i] = "negative" t[i * 1000] = "sparse" t[i + 0.25] = "float" end
t[true], t[false], t[print], t[t] = "b", "b", "f", "t"
local kinds, n = {}, 0
for k, v in pairs(t) do n = n + 1 kinds[v] = (kinds[v] or 0) + 1 end
print(n, kinds.array, kinds.string, kinds.negative, kinds.sparse, kinds.float, kinds.b)  --> 254 50 50 50 50 50 2

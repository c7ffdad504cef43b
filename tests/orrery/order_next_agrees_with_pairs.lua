local t = { 1, 2, a = 1, b = 2, [0.5] = 3 }
local a, b = {}, {}
for k in pairs(t) do a[#a + 1] = tostring(k) end
local k = next(t)
while k ~= nil do b[#b + 1] = tostring(k) k = next(t, k) end
print(table.concat(a, " ") == table.concat(b, " "), table.concat(a, " "))   --> true 1 2 a b 0.5

-- First the array part, then string keys, then all others, each in order.
local t = { x = 1, 10, 20, 30 }
t.y = 2
t[2.5] = "float"
t.w = 3
t[true] = "bool"
t[4] = 40
t[-1] = "neg"
local out = {}
for k in pairs(t) do out[#out + 1] = tostring(k) end
print(table.concat(out, " "))   --> 1 2 3 4 x y w 2.5 true -1

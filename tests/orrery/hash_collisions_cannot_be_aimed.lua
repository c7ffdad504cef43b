-- Many keys crafted for one simple hash stay fast to insert and find.
local t = {}
for i = 1, 50000 do t[i << 20] = i t[i * 2.0 ^ 30 + 0.5] = i t[("%020d"):format(i << 12)] = i end
local sum = 0
for i = 1, 50000 do sum = sum + t[i << 20] end
print(sum)                                             --> 1250025000

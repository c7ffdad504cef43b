-- 5.4.3: integer keys that differ in their upper bits only had the same hash.
--@ heavy
local start = os.clock()
for shift = 0, 44, 4 do
    local t, sum = {}, 0
    for i = 1, 20000 do t[i << shift] = i end
    for i = 1, 20000 do sum = sum + t[i << shift] end
    if sum ~= 200010000 then print(shift, sum) end
end
local t = {}
for i = 1, 20000 do t[i * 65536.0 + 0.5] = i t[-i << 40] = i end
print(t[65536.5], t[-20000 << 40]) --> 1 20000
print(os.clock() - start < 5) --> true

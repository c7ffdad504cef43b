-- 5.4.1: the hash of a long string skipped most of it, so that keys which differ there all collided.
--@ heavy
local t, head, tail = {}, ("h"):rep(2000), ("t"):rep(2000)
local start = os.clock()
for i = 1, 20000 do t[head .. ("%05d"):format(i) .. tail] = i end
local sum = 0
for i = 1, 20000 do sum = sum + t[head .. ("%05d"):format(i) .. tail] end
print(sum) --> 200010000
print(os.clock() - start < 5) --> true

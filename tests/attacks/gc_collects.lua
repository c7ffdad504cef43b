-- Full collections in a loop, over a large heap.
-- ends: time
local t = {}
for n = 1, 100000 do t[n] = {n} end
while true do collectgarbage() end

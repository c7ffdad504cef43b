-- Numbers become text in table.concat, floats slowly.
-- ends: time
local t = {}
for i = 1, 1000 do t[i] = i + 1 / 3 end
while true do table.concat(t) end

-- Collector steps and changes of mode in a loop.
-- ends: time
local t = {}
for n = 1, 50000 do t[n] = {n} end
while true do
    collectgarbage('incremental') collectgarbage('step') collectgarbage('generational', 1, 1)
    collectgarbage('step', 1 << 30) collectgarbage('setpause', 1) collectgarbage('setstepmul', 1)
end

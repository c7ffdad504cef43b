-- While the collector is stopped nothing is collected unless asked for; restarted it goes on by itself.
local function churn(n) for i = 1, n do local t = { i, { i }, tostring(i) .. "x" } end end
collectgarbage("stop")
local finalized = false
local function leave() setmetatable({}, { __gc = function() finalized = true end }) end
leave()
churn(50000)
print(finalized)                          --> false
collectgarbage("collect")
print(finalized, collectgarbage("isrunning"))  --> true false
finalized = false
leave()
collectgarbage("restart")
for _ = 1, 50 do churn(10000) end
print(finalized)                          --> true
--@ heavy

-- Garbage is collected while a program runs, in both modes, without being asked.
local function churn(n) for i = 1, n do local t = { i, { i }, tostring(i) .. "x" } end end
for _, mode in ipairs { "incremental", "generational" } do
    collectgarbage(mode)
    collectgarbage()
    local finalized = false
    setmetatable({}, { __gc = function() finalized = true end })
    local before, most = collectgarbage("count"), 0
    for _ = 1, 60 do
        churn(2000)
        most = math.max(most, collectgarbage("count"))
    end
    print(mode, finalized, most - before < 15000)
end
--> incremental true true
--> generational true true

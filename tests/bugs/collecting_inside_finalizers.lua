-- 5.4.3: finalizers could run the collector that ran them.
local results = {}
local function finalize(o)
    results[#results + 1] = tostring(collectgarbage()) .. " " .. tostring(collectgarbage("step", 100))
    collectgarbage("generational") collectgarbage("incremental")
    local t = {} for i = 1, 200 do t[i] = {i} end
    if o.next then setmetatable({next = o.next - 1 > 0 and o.next - 1 or nil}, getmetatable(o)) end
end
for i = 1, 20 do setmetatable({next = 5}, {__gc = finalize}) end
for i = 1, 10 do collectgarbage() end
print(#results >= 20, results[1]) --~ true \w+ \w+
print(type(collectgarbage("count"))) --> number

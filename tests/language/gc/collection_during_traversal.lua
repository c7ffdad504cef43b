-- Clearing fields, by hand or by the collector, is allowed while traversing.
local t = setmetatable({}, { __mode = "k" })
for i = 1, 200 do t[{}] = i end
local n = 0
for k, v in pairs(t) do
    n = n + 1
    if n % 20 == 0 then collectgarbage() end
    t[k] = nil
end
print(n > 0 and n <= 200, next(t))                   --> true nil

-- The table of short strings shrinks when most of them have died.
collectgarbage()
local before = collectgarbage("count")
local t = {}
for i = 1, 100000 do t[i] = "s" .. i end
t = nil
for round = 1, 20 do
    collectgarbage()
    for i = 1, 1000 do local s = "a new string " .. round .. i end
end
print(collectgarbage("count") < before + 1000)        --> true
--@ heavy

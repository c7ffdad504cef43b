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
-- A full collection alone does it, too; here while strings still move into a table that has grown.
for round = 1, 3 do
    local t, count = {}, 20000 << round
    for i = 1, count do t[i] = "s" .. i end
    t = nil
    collectgarbage()
    print(collectgarbage("count") < before + 100)
end
--> true
--> true
--> true
--@ heavy

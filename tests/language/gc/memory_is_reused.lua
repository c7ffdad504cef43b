collectgarbage()
local before = collectgarbage("count")
for _ = 1, 20 do
    local t = {}
    for i = 1, 5000 do t[i] = { i, tostring(i) } end
end
collectgarbage()
print(collectgarbage("count") - before < 200)        --> true
local s = ""
for i = 1, 2000 do s = s .. "0123456789" end
s = nil
collectgarbage()
print(collectgarbage("count") - before < 200)        --> true

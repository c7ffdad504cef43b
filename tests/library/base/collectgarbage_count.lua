local before = collectgarbage("count")
local t = {}
for i = 1, 10000 do t[i] = { i } end
print(collectgarbage("count") - before > 100)          --> true
local s = ("x"):rep(1 << 20)
print(collectgarbage("count") - before > 1024)         --> true
t, s = nil, nil
collectgarbage()
print(collectgarbage("count") - before < 100)          --> true

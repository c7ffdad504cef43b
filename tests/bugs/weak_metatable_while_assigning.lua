-- 5.4.7: a __newindex that only a weak metatable held was collected while it was used.
for round = 1, 30 do
    local mt = setmetatable({}, {__mode = "v"})
    mt.__newindex = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v) collectgarbage() end})
    local t = setmetatable({}, mt)
    for i = 1, 10 do t["key" .. i] = {i} end
    local mt2 = setmetatable({__newindex = function(t, k, v) collectgarbage() rawset(t, k, v) end}, {__mode = "v"})
    local u = setmetatable({}, mt2)
    u.x = "x"
    if u.x ~= "x" then print(u.x) end
end
print("done") --> done

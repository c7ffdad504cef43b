local t = setmetatable({}, { __mode = "kv" })
local k, v = {}, {}
t[k], t[1], t[{}], t[2] = {}, v, v, {}
collectgarbage()
print(t[k], t[1] == v, t[2])                         --> nil true nil
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n)                                             --> 1

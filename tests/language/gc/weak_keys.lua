local t = setmetatable({}, { __mode = "k" })
local key = {}
t[key], t[{}], t["s"], t[1] = "kept", "lost", "string", "number"
collectgarbage()
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t[key], t.s, t[1])                          --> 3 kept string number

local keys, values, both = setmetatable({}, {__mode = "k"}), setmetatable({}, {__mode = "v"}), setmetatable({}, {__mode = "kv"})
local kept = {}
for i = 1, 20 do
    local k = {i}
    if i % 3 == 0 then kept[#kept + 1] = k end
    keys[k] = {k}
    values[i], values["s" .. i] = k, "string" .. i
    both[k] = function() return i end
end
for i = 1, #kept do keys[kept[i]] = setmetatable({}, {__index = kept[i]}) end
collectgarbage()
local n = 0
for k, v in pairs(keys) do n = n + 1 end
for k, v in pairs(values) do n = n + 1 end
for k in pairs(both) do both[k] = nil end
local link = {}
for i = 1, 10 do
    local following = {}
    keys[link] = following
    link = following
end
collectgarbage("step")
collectgarbage()
for i = 1, 30 do values[i] = {} end
setmetatable(values, {__mode = "k"})
collectgarbage()
assert(n > 20)

-- Tables of libraries get keys and lose them, change their metatables, and are copied.
-- ends: time memory
for i = 1, math.huge do
    local copy = {}
    for k, v in pairs(math) do copy[k] = v end
    _G["g" .. i % 200] = i
    setmetatable(_G, {__index = copy})
    setmetatable(_G, nil)
    pcall(rawset, string, "f" .. i % 300, i)
    pcall(rawset, math, "f" .. i, i)
    pcall(rawset, math, "f" .. i, nil)
end

local t = {}
for _, k in ipairs { "a", "b", "c", "d", "e" } do t[k] = true end
t.b, t.d = nil, nil
local function keys() local o = {} for k in pairs(t) do o[#o + 1] = k end return table.concat(o) end
print(keys())                   --> ace
t.f = true
print(keys())                   --> acef
for i = 1, 50 do t["n" .. i] = i end
for i = 1, 50 do t["n" .. i] = nil end
print(keys())                   --> acef

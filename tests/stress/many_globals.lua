for i = 1, 20000 do _G["global_" .. i] = i end
local f = load("local s = 0 " .. (function()
    local t = {}
    for i = 1, 20000, 7 do t[#t + 1] = "s = s + global_" .. i end
    return table.concat(t, " ")
end)() .. " return s")
local want = 0
for i = 1, 20000, 7 do want = want + i end
print(f() == want, f() == want)                          --> true true
for i = 1, 20000 do _G["global_" .. i] = nil end
print(pcall(f))                                          --~ false .*attempt to perform arithmetic on a nil value \(global 'global_1'\)

counter = 0
local function bump() counter = counter + 1 return counter end
for _ = 1, 1000 do bump() end
print(counter)                                    --> 1000
counter = nil
print(pcall(bump))                                --~ false .*arithmetic on a nil value \(global 'counter'\)
counter = 1.5
print(bump())                                     --> 2.5
_G.counter = "5"
print(bump())                                     --> 6
rawset(_G, "counter", 10)
print(bump())                                     --> 11
for i = 1, 500 do _G["filler" .. i] = i end
print(bump())                                     --> 12
for i = 1, 500 do _G["filler" .. i] = nil end
collectgarbage()
print(bump())                                     --> 13
counter = nil
setmetatable(_G, { __index = function() return 100 end, __newindex = function(t, k, v) rawset(t, k, v + 0.5) end })
print(bump(), bump())                             --> 101.5 102.5

-- Every object has fields of its own: hidden classes multiply.
-- ends: memory time
local t = {}
for n = 1, math.huge do
    local o = {}
    o['a' .. n] = 1 o['b' .. n] = 2 o['c' .. n] = 3
    t[#t + 1] = o
end

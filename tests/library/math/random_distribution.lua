-- Coarse uniformity: no bucket of 16 is off by more than a quarter in 32000 draws.
math.randomseed(7)
local function even(draw)
    local b = {}
    for i = 0, 15 do b[i] = 0 end
    for _ = 1, 32000 do local k = draw() b[k] = b[k] + 1 end
    for i = 0, 15 do if b[i] < 1500 or b[i] > 2500 then return false end end
    return true
end
print(even(function() return math.random(0, 15) end))            --> true
print(even(function() return math.floor(math.random() * 16) end))  --> true
print(even(function() return math.random(0) & 15 end), even(function() return math.random(0) >> 60 end))  --> true true
print(even(function() return math.random(0, 3 * (1 << 61)) % 16 end))  --> true

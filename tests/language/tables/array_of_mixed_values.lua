local t = {}
local makers = { function(i) return i end, function(i) return i + 0.5 end, function(i) return "s" .. i end,
    function(i) return { i } end, function(i) return i % 2 == 0 end, function(i) return function() return i end end }
for i = 1, 600 do t[i] = makers[i % 6 + 1](i) end
collectgarbage()
local good = 0
for i = 1, 600 do
    local v, w = t[i], makers[i % 6 + 1](i)
    if type(v) == "table" then v, w = v[1], w[1] elseif type(v) == "function" then v, w = v(), w() end
    if v == w and math.type(v) == math.type(w) then good = good + 1 end
end
print(good, #t)                                       --> 600 600
t[300] = t
print(t[300][300][300] == t)                          --> true

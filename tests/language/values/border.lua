-- The length of a table is one of its borders: t[n] ~= nil and t[n+1] == nil, or 0.
local function is_border(t)
    local n = #t
    return (n == 0 or t[n] ~= nil) and t[n + 1] == nil
end
print(#{}, #{ 1, 2, 3 }, #{ n = 1 })                      --> 0 3 0
print(is_border { 1, nil, 3 }, is_border { nil, nil, 3 }) --> true true
local t = {}
for i = 1, 100 do t[i] = i end
print(#t)                                                 --> 100
for i = 100, 51, -1 do t[i] = nil end
print(#t)                                                 --> 50
for i = 1, 1000 do
    t[(i * 37) % 200 + 1] = (i % 3 > 0) and i or nil
    if not is_border(t) then print("no border at step", i) end
end
for i = 1, 200 do t[i] = true end
print(#t)                                                 --> 200
local backwards = {}
for i = 64, 1, -1 do backwards[i] = i end
print(#backwards)                                         --> 64

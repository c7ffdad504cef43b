-- Finalizers from the library, with much to do each, are left for when the time for closing is up.
-- ends: ok memory
kept = {}
for n = 1, 30 do
    local t = {}
    for i = 1, 8000 do t[i] = i * 7919 % 8009 + 0.5 end
    kept[n] = setmetatable(t, {__gc = table.sort})
end
kept[31] = setmetatable({}, {__gc = function() while true do end end})

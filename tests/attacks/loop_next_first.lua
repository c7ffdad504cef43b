-- The first key of a table, again and again, behind very many places that were emptied.
-- ends: time
local t = {}
for i = 1, 100001 do t[i] = i end
for i = 1, 100000 do t[i] = nil end
while true do
    next(t)
    for _ in pairs(t) do break end
end

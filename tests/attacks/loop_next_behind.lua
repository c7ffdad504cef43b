-- The second key of a table, again and again, behind very many places that were emptied.
-- ends: time
local t = {}
for i = 1, 100001 do t[-i] = i end
for i = 2, 100000 do t[-i] = nil end
while true do
    for _ in pairs(t) do end
end

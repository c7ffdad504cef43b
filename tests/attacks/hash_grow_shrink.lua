-- A table that grows to a hundred thousand keys and is emptied, for ever.
-- ends: time
local t = {}
while true do
    for n = 1, 100000 do t[n * 3] = n end
    for n = 1, 100000 do t[n * 3] = nil end
end

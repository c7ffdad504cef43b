-- Tables in tables, for ever.
-- ends: memory
local t = {}
while true do t = {t, {t}} end

-- select over very many arguments.
-- ends: time memory error
local function f(...) while true do select('#', ...) select(-1, ...) end end
local t = {}
for n = 1, 200000 do t[n] = n end
f(table.unpack(t))

-- Twenty thousand endless finalizers are left for the end of the State.
-- ends: ok memory
kept = {}
for n = 1, 20000 do kept[n] = setmetatable({}, {__gc = function() while true do end end}) end

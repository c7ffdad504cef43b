-- All globals are replaced by traps.
-- ends: error ok
for k in pairs(_G) do _G[k] = nil end
setmetatable(_G, {__index = function(_, k) return k() end, __newindex = function() x = 1 end})
y = 1

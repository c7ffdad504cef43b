-- Full to the last byte, then small requests for ever: each would collect.
-- ends: time memory
local t = {}
pcall(function() while true do t[#t + 1] = {} end end)
while true do pcall(function() local a = {} local b = a .. '' end) pcall(string.rep, 'x', 1000) pcall(string.rep, 'x', 60) end

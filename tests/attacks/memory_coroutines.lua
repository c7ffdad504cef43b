-- Coroutines that are kept.
-- ends: memory
local t = {}
while true do t[#t + 1] = coroutine.create(function() end) coroutine.resume(t[#t]) end

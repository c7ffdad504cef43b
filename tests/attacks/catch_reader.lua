-- A reader of load that never ends, under pcall.
-- ends: time
while true do pcall(load, function() while true do end end) end

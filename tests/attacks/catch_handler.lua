-- A message handler that does not return.
-- ends: time
while true do xpcall(error, function() while true do end end) end

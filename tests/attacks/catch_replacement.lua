-- A replacement function of gsub that never ends, under pcall.
-- ends: time
while true do pcall(string.gsub, 'abc', '.', function() while true do end end) end

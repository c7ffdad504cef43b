-- A function with a million constants.
-- ends: ok memory time
local t = {}
for n = 1, 1000000 do t[n] = 'x = ' .. n .. '.5' end
return load(table.concat(t, '\n')) ~= nil

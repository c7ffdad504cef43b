-- Fifty thousand labels and jumps between them.
-- ends: ok error time
local t = {}
for n = 1, 50000 do t[n] = '::l' .. n .. ':: if x then goto l' .. 50001 - n .. ' end' end
return load(table.concat(t, ' ')) ~= nil

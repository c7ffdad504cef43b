-- Three hundred local variables.
-- ends: error
local t = {}
for n = 1, 300 do t[n] = 'local v' .. n end
return assert(load(table.concat(t, '\n')))

-- A hundred thousand elseif.
-- ends: ok error time
local f, m = load('if x then ' .. ('elseif x then '):rep(100000) .. 'end')
return assert(f or m)

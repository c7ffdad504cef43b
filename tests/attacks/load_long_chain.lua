-- A chain of a hundred thousand operators, right-associative.
-- ends: ok error depth
local f, m = load('return ' .. ('2 ^ '):rep(100000) .. '1')
return assert(f or m)

-- A chain of a hundred thousand concatenations.
-- ends: ok error
local f, m = load('return ' .. ('x .. '):rep(100000) .. '1')
return assert(f or m)

-- Each return hands on the results of the next, and one more.
-- ends: time depth memory ok
local function f(n) if n > 0 then return n, f(n - 1) end end
return select('#', f(150000))

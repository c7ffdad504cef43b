-- gsub in the replacement function of gsub.
-- ends: depth memory error
local function f(s) return (s:gsub('.', f)) end
return f('x')

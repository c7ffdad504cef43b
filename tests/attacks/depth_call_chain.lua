-- __call of a __call of a __call ...
-- ends: error depth memory
local f = print
for n = 1, 100000 do f = setmetatable({}, {__call = f}) end
return f()

local a, b, c = ...
if a and b then c = 1 end
if a or b then c = 2 elseif not a then c = 3 else c = 4 end
if a < b and a <= 10 or a > b and not (a >= 10) then c = 5 end
if a == nil or a ~= "x" or a == b then c = 6 end
local d = a and b or c
local e = a < b
local f = not (a == b)
local g = a > 1 and b
local h = a and b and c or d or e
a = a and a.x
while a do if b then break end a = c end
while true do if a then goto out end end
::out::
return a and b, not a or b

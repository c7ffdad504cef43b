-- Jumping back out of a local's scope ends it: each round has its own variable.
local fs = {}
do
    local i = 1
    ::again::
    local x = i
    fs[#fs + 1] = function() x = x + 10 return x end
    i = i + 1
    if i <= 3 then goto again end
end
print(fs[1](), fs[1](), fs[2](), fs[3]())   --> 11 21 12 13

local n = 0
repeat
    local done = n >= 3
    n = n + 1
until done
print(n)                            --> 4
repeat local up = 1; local f = function() return up end until f() == 1
print(up)                           --> nil
local fs = {}
repeat
    local i = #fs
    fs[#fs + 1] = function() return i end
until fs[#fs]() == 2
print(fs[1](), fs[2](), fs[3]())    --> 0 1 2

-- Loops by goto, closures and variables to close on the way, nested loops that are left.
local functions, n = {}, 0
::again::
n = n + 1
do
    local x = n
    functions[#functions + 1] = function() x = x + 1 return x end
    local c <close> = setmetatable({}, {__close = function() functions.closed = {x} end})
    if n < 8 then goto again end
end
for i = 1, 6 do
    for j = 1, 6 do
        local v = {i, j}
        if j == i then goto continue end
        if j > 4 then goto outer end
        functions[#functions + 1] = function() return v end
        ::continue::
    end
    ::outer::
end
while true do
    local w = {n}
    n = n + 1
    if n > 12 then break end
    functions[n] = function() return w end
end
repeat
    local done = n > 15
    functions[#functions + 1] = function() return done end
    n = n + 1
until done
for i = 1.0, 3 do functions[i] = function() return i end end
for i = 10, 1, -3 do functions[i .. ""] = {i} end
assert(#functions > 20 and functions[12]())

-- After a caught error locals, loops and open upvalues are as they were.
local a, b = 1, 2
local get = function() return a, b end
for i = 1, 3 do
    local ok = pcall(function()
        a = a + 1
        local x, y, z = 1, 2, 3
        local keep = function() return x + y + z end
        b = b + keep()
        error("out")
    end)
    assert(not ok)
end
print(a, b, get())                                --> 4 20 4 20
local t = {}
for i = 1, 5 do t[i] = select(2, pcall(function() if i % 2 == 0 then error(i, 0) end return -i end)) end
print(table.concat(t, " "))                       --> -1 2 -3 4 -5

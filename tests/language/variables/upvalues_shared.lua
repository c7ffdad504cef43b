local function counter()
    local n = 0
    return function() n = n + 1 return n end, function() return n end, function(v) n = v end
end
local up, get, set = counter()
up() up()
print(get())              --> 2
set(10)
print(up(), get())        --> 11 11
local other = counter()
print(other(), get())     --> 1 11

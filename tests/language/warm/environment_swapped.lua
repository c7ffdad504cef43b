local function make(env)
    local _ENV = env
    return function() n = n + 1 return n end, function(e) _ENV = e end
end
local f, swap = make { n = 0 }
for _ = 1, 1000 do f() end
print(f())                                            --> 1001
swap { n = 5, m = 1 }
print(f())                                            --> 6
swap(setmetatable({}, { __index = function() return 40 end }))
print(f(), f())                                       --> 41 42
swap(nil)
print(pcall(f))                                       --~ false .*attempt to index a nil value \(upvalue '_ENV'\)

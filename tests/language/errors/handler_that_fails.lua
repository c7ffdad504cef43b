local n = 0
local ok, e = xpcall(function() error("first", 0) end, function(m)
    n = n + 1
    if n < 3 then error("in handler", 0) end
    return m
end)
print(ok, type(e), n >= 1)                --~ false string true
local co = coroutine.wrap(function() return xpcall(error, error) end)
print(co())                               --~ false .*
print((xpcall(function() error() end, function(m) return m.x.y end)))   --> false

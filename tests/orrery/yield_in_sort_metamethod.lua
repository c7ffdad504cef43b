local mt = { __lt = function(a, b) coroutine.yield() return a.k < b.k end }
local co = coroutine.create(function()
    local t = {}
    for i, k in ipairs { 3, 1, 2 } do t[i] = setmetatable({ k = k }, mt) end
    table.sort(t)
    return t[1].k, t[2].k, t[3].k
end)
local r
repeat r = { coroutine.resume(co) } until coroutine.status(co) == "dead"
print(table.unpack(r))          --> true 1 2 3

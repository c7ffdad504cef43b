-- A little of everything, for ever.
-- ends: time
local n = 0
while true do
    n = n + 1
    local t = {}
    for i = 1, n % 100 do t[i] = ('x'):rep(i) .. i end
    table.sort(t) table.concat(t) pcall(string.gsub, t[1] or '', 'x', t) pcall(load, 'return ' .. n)
    coroutine.wrap(function() coroutine.yield(t) end)()
end

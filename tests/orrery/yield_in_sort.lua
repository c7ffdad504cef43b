local co = coroutine.wrap(function()
    local t = { 5, 3, 8, 1, 9, 2, 7 }
    table.sort(t, function(a, b) coroutine.yield("compare") return a < b end)
    return table.concat(t, " ")
end)
local n, r = 0
repeat r = co() n = n + 1 until r ~= "compare"
print(r, n > 7)                 --> 1 2 3 5 7 8 9 true

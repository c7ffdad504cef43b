-- Library functions at the smallest and the largest integers.
-- ends: ok
local edges = {math.mininteger, math.mininteger + 1, -1, 0, 1, math.maxinteger - 1, math.maxinteger}
for _, i in ipairs(edges) do
    for _, j in ipairs(edges) do
        pcall(string.sub, 'abc', i, j) pcall(string.byte, 'abc', i, j) pcall(string.find, 'abc', 'b', i)
        pcall(table.concat, {1, 2}, '', i, j) pcall(select, i, 1, 2) pcall(table.unpack, {1, 2}, i, j)
        pcall(math.random, i, j) pcall(string.rep, 'x', i, 'y') pcall(function() return i // j, i % j, i << j, i * j end)
        pcall(function() for _ = i, j, 1 << 62 do end end) pcall(utf8.char, i, j)
    end
end
return 'ok'

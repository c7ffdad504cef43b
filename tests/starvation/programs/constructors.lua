-- Constructors with constant keys, lists that are stored in batches, results of calls at their end.
local function many(n) if n > 0 then return n, many(n - 1) end end
for i = 1, 3 do
    local a = {x = i, y = i, z = {x = i, y = {i}}}
    local b = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, many(20)}
    local c = {many(30)}
    local d = {many(3), many(3), n = many(3), [i + 10] = i, [i .. "k"] = i}
    local e = {...}
    local f = {[{}] = {}, [function() end] = function() return a, b end, [1.5] = "f"}
    assert(#b == 80 and #c == 30 and #d == 2 and a.z.y[1] == i and next(f))
end

-- N queens: counts all ways to place n queens so that none attacks another. Recursion and
-- arrays of booleans.
-- Size: n.

local n = tonumber(arg and arg[1]) or 12
local KNOWN = { [6] = 4, [7] = 40, [8] = 92, [9] = 352, [10] = 724, [11] = 2680,
                [12] = 14200 }

local columns, rising, falling = {}, {}, {}
for i = 1, 2 * n do columns[i], rising[i], falling[i] = true, true, true end

local function place(row)
    if row > n then return 1 end
    local solutions = 0
    for column = 1, n do
        local up, down = row + column, row - column + n
        if columns[column] and rising[up] and falling[down] then
            columns[column], rising[up], falling[down] = false, false, false
            solutions = solutions + place(row + 1)
            columns[column], rising[up], falling[down] = true, true, true
        end
    end
    return solutions
end

local solutions = place(1)
print(("%d queens: %d solutions"):format(n, solutions))
assert(not KNOWN[n] or KNOWN[n] == solutions)

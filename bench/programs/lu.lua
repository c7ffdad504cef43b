-- LU factorization of a dense matrix with partial pivoting, and solving with it (as in SciMark 2
-- and Linpack). Rows as arrays.
-- Size: n; the matrix is n x n.

local n = tonumber(arg and arg[1]) or 400

local abs = math.abs

local function factor(a, size)
    local pivots = {}
    for k = 1, size do
        local pivot, largest = k, abs(a[k][k])
        for i = k + 1, size do
            local value = abs(a[i][k])
            if value > largest then pivot, largest = i, value end
        end
        pivots[k] = pivot
        assert(largest > 0, "singular")
        a[k], a[pivot] = a[pivot], a[k]
        local top = a[k]
        local inverse = 1.0 / top[k]
        for i = k + 1, size do
            local row = a[i]
            local scale = row[k] * inverse
            row[k] = scale
            for j = k + 1, size do row[j] = row[j] - scale * top[j] end
        end
    end
    return pivots
end

local function solve(a, pivots, b, size)
    for k = 1, size do b[k], b[pivots[k]] = b[pivots[k]], b[k] end
    for i = 1, size do
        local row, sum = a[i], b[i]
        for j = 1, i - 1 do sum = sum - row[j] * b[j] end
        b[i] = sum
    end
    for i = size, 1, -1 do
        local row, sum = a[i], b[i]
        for j = i + 1, size do sum = sum - row[j] * b[j] end
        b[i] = sum / row[i]
    end
end

-- The right side is made so that the solution is 1, 2, 3, ...
local matrix, right, seed = {}, {}, 113
for i = 1, n do
    local row, sum = {}, 0
    for j = 1, n do
        seed = (seed * 16807) % 2147483647
        row[j] = seed / 2147483647 - 0.5
        sum = sum + row[j] * j
    end
    matrix[i], right[i] = row, sum
end
local pivots = factor(matrix, n)
solve(matrix, pivots, right, n)
local worst = 0
for i = 1, n do worst = math.max(worst, abs(right[i] - i)) end
assert(worst < 1e-6, "wrong solution")
print(("%d equations, the last unknown is %.6f"):format(n, right[n]))

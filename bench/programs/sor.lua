-- Successive over-relaxation on a grid, for the steady heat of a plate (as in SciMark 2). Three
-- rows of floats at a time.
-- Size: n; the grid is n x n, 60 sweeps.

local n = tonumber(arg and arg[1]) or 400
local SWEEPS, OMEGA = 60, 1.25

local function sweep(grid, size)
    local quarter, rest = OMEGA / 4, 1 - OMEGA
    for i = 2, size - 1 do
        local above, row, below = grid[i - 1], grid[i], grid[i + 1]
        for j = 2, size - 1 do
            row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + rest * row[j]
        end
    end
end

-- The largest difference of an inner point from the mean of its neighbours.
local function roughness(grid, size)
    local worst = 0
    for i = 2, size - 1 do
        for j = 2, size - 1 do
            local mean = (grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]) / 4
            worst = math.max(worst, math.abs(grid[i][j] - mean))
        end
    end
    return worst
end

-- The edge is x^2 - y^2, which is the solution inside too; the inside starts at half of it.
local function exact(i, j, size)
    return ((i - 1) / (size - 1)) ^ 2 - ((j - 1) / (size - 1)) ^ 2
end

local function make(size)
    local grid = {}
    for i = 1, size do
        local row = {}
        for j = 1, size do
            local inside = i > 1 and i < size and j > 1 and j < size
            row[j] = exact(i, j, size) * (inside and 0.5 or 1)
        end
        grid[i] = row
    end
    return grid
end

-- On a small grid it must arrive at the solution.
local small = make(12)
for _ = 1, 200 do sweep(small, 12) end
for i = 1, 12 do
    for j = 1, 12 do assert(math.abs(small[i][j] - exact(i, j, 12)) < 1e-12) end
end

local grid = make(n)
local before = roughness(grid, n)
for _ = 1, SWEEPS do sweep(grid, n) end
local after = roughness(grid, n)
print(("roughness %.9f, then %.9f"):format(before, after))
assert(n < 10 or after < before / 50)

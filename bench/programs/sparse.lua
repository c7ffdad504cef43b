-- Sparse matrix times vector in compressed row form (as in SciMark 2), here as the steps of a
-- random walk on a ring, whose distribution is known. Indirect array reads.
-- Size: n, the places of the ring; 5 entries a row, 200 steps.

local n = tonumber(arg and arg[1]) or 12000
local STEPS = 200

-- From each place to those at these distances, with these weights.
local OFFSETS, WEIGHTS = { -2, -1, 0, 1, 2 }, { 1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16 }

local value, column, row_start = {}, {}, {}
for row = 1, n do
    row_start[row] = #value + 1
    for k = 1, 5 do
        value[#value + 1] = WEIGHTS[k]
        column[#column + 1] = (row - 1 + OFFSETS[k]) % n + 1
    end
end
row_start[n + 1] = #value + 1

local function multiply(x, y)
    for row = 1, n do
        local sum = 0.0
        for i = row_start[row], row_start[row + 1] - 1 do sum = sum + x[column[i]] * value[i] end
        y[row] = sum
    end
end

local x, y = {}, {}
for i = 1, n do x[i] = 0.0 end
local start = math.floor(n / 2) + 1
x[start] = 1.0
for _ = 1, STEPS do
    multiply(x, y)
    x, y = y, x
end

-- Each step adds a binomial of variance 1, so the sum has mean `start` and variance STEPS.
local total, mean, variance = 0, 0, 0
for i = 1, n do
    total = total + x[i]
    mean = mean + i * x[i]
end
for i = 1, n do variance = variance + (i - mean) ^ 2 * x[i] end
print(("total %.6f, mean %.6f, variance %.6f"):format(total, mean, variance))
assert(math.abs(total - 1) < 1e-9)
assert(n < 1000 or (math.abs(mean - start) < 1e-6 and math.abs(variance - STEPS) < 1e-4))

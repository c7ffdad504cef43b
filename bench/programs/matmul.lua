-- Product of square matrices of floats, the second one transposed first. Nested arrays, loops.
-- Size: n; the matrices are n x n.

local n = tonumber(arg and arg[1]) or 340

local function transpose(a)
    local result = {}
    for j = 1, #a[1] do
        local row = {}
        for i = 1, #a do row[i] = a[i][j] end
        result[j] = row
    end
    return result
end

local function multiply(a, b)
    local product, columns = {}, transpose(b)
    for i = 1, #a do
        local left, row = a[i], {}
        for j = 1, #columns do
            local right, sum = columns[j], 0.0
            for k = 1, #left do sum = sum + left[k] * right[k] end
            row[j] = sum
        end
        product[i] = row
    end
    return product
end

-- a(i, j) = (i - j) * (i + j) / n^2, indexes from zero: a * a is known in closed form.
local function make(size)
    local a = {}
    for i = 1, size do
        local row = {}
        for j = 1, size do row[j] = (i - j) * (i + j - 2) / (size * size) end
        a[i] = row
    end
    return a
end

-- sum over k of (i^2 - k^2) (k^2 - j^2) / n^4, by the sums of powers.
local function expected(i, j, size)
    local m = size - 1
    local squares = m * (m + 1) * (2 * m + 1) / 6
    local fourths = m * (m + 1) * (2 * m + 1) * (3 * m * m + 3 * m - 1) / 30
    local i2, j2 = (i - 1) ^ 2, (j - 1) ^ 2
    return (i2 * squares - fourths - i2 * j2 * size + j2 * squares) / size ^ 4
end

local a = make(n)
local product = multiply(a, a)
for i = 1, n do
    for j = 1, n do
        assert(math.abs(product[i][j] - expected(i, j, n)) < 1e-8)
    end
end
local middle = math.floor(n / 2) + 1
print(("%.9f"):format(product[middle][middle]))

-- Spectral norm of the infinite matrix a(i,j) = 1 / ((i+j)(i+j+1)/2 + i + 1), cut to n x n, by
-- the power method (after the Computer Language Benchmarks Game). Calls and floating point.
-- Size: n.

local n = tonumber(arg and arg[1]) or 420
local KNOWN = { [100] = "1.274219991", [420] = "1.274224091" }

local function a(i, j)
    local diagonal = i + j - 1
    return 1.0 / (diagonal * (diagonal - 1) * 0.5 + i)
end

local function times(size, x, y)
    for i = 1, size do
        local sum = 0
        for j = 1, size do sum = sum + x[j] * a(i, j) end
        y[i] = sum
    end
end

local function times_transposed(size, x, y)
    for i = 1, size do
        local sum = 0
        for j = 1, size do sum = sum + x[j] * a(j, i) end
        y[i] = sum
    end
end

local u, v, w = {}, {}, {}
for i = 1, n do u[i] = 1 end
for _ = 1, 10 do
    times(n, u, w)
    times_transposed(n, w, v)
    times(n, v, w)
    times_transposed(n, w, u)
end
local uv, vv = 0, 0
for i = 1, n do
    uv = uv + u[i] * v[i]
    vv = vv + v[i] * v[i]
end
local norm = ("%.9f"):format(math.sqrt(uv / vv))
print(norm)
assert(not KNOWN[n] or KNOWN[n] == norm)

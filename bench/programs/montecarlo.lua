-- Monte Carlo: pi from random points in a square, with a lagged Fibonacci generator (as in SciMark
-- 2). Array state behind a closure, floating point.
-- Size: points.

local n = tonumber(arg and arg[1]) or 3000000

-- x(k) = x(k - 17) - x(k - 5) mod 2^31 - 1, as floats in [0, 1).
local function generator(seed)
    local MODULUS = 2147483647
    local state = {}
    for i = 1, 17 do
        seed = (seed * 16807) % MODULUS
        state[i] = seed
    end
    local i, j = 17, 5
    return function()
        local value = state[i] - state[j]
        if value < 0 then value = value + MODULUS end
        state[j] = value
        i = i > 1 and i - 1 or 17
        j = j > 1 and j - 1 or 17
        return value / MODULUS
    end
end

local random, inside = generator(113), 0
for _ = 1, n do
    local x, y = random(), random()
    if x * x + y * y <= 1.0 then inside = inside + 1 end
end
local pi = 4 * inside / n
print(("pi is about %.6f"):format(pi))
assert(math.abs(pi - math.pi) < 10 / math.sqrt(n))

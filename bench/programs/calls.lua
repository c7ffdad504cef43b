-- Calls: the recursive functions of Fibonacci, Ackermann and Takeuchi (after Gabriel's and the
-- Great Computer Language Shootout's programs), and mutual recursion by tail calls.
-- Size: argument of Fibonacci; the others are scaled along.

local n = tonumber(arg and arg[1]) or 34
local KNOWN_FIB = { [20] = 6765, [25] = 75025, [27] = 196418, [30] = 832040,
                    [32] = 2178309, [34] = 5702887 }

local function fib(k)
    if k < 2 then return k end
    return fib(k - 1) + fib(k - 2)
end

local function ackermann(m, k)
    if m == 0 then return k + 1 end
    if k == 0 then return ackermann(m - 1, 1) end
    return ackermann(m - 1, ackermann(m, k - 1))
end

local function tak(x, y, z)
    if y >= x then return z end
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

local is_even, is_odd

function is_even(k)
    if k == 0 then return true end
    return is_odd(k - 1)
end

function is_odd(k)
    if k == 0 then return false end
    return is_even(k - 1)
end

-- Calls with many and with varying arguments.
local function sum_all(...)
    local sum = 0
    for i = 1, select("#", ...) do sum = sum + (select(i, ...)) end
    return sum
end

local function spread(k, ...)
    if k == 0 then return sum_all(...) end
    return spread(k - 1, k, ...)
end

local result = fib(n)
assert(not KNOWN_FIB[n] or KNOWN_FIB[n] == result)
assert(ackermann(2, 20 * n) == 2 * 20 * n + 3)
assert(ackermann(3, 6) == 509)
assert(tak(18, 12, 6) == 7)
assert(is_even(50000 * n))
for _ = 1, 1000 * n do assert(spread(8) == 36) end
print(("fib(%d) = %d"):format(n, result))

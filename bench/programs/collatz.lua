-- Collatz sequences: the start below a limit with the longest chain, with a cache of lengths
-- (Project Euler's problem 14). Integer arithmetic and an array as cache.
-- Size: the limit.

local n = tonumber(arg and arg[1]) or 2000000
local KNOWN = { [1000] = 871, [10000] = 6171, [100000] = 77031, [500000] = 410011,
                [1000000] = 837799, [2000000] = 1723519 }

local floor = math.floor

local length = { 1 }
local best = 1
for start = 2, n - 1 do
    local value, steps = start, 0
    while value >= start do
        if value % 2 == 0 then
            value = floor(value / 2)
            steps = steps + 1
        else
            value = floor((3 * value + 1) / 2)
            steps = steps + 2
        end
    end
    length[start] = length[value] + steps
    if length[start] > length[best] then best = start end
end
print(("the longest chain below %d starts at %d: %d numbers"):format(n, best, length[best]))
assert(not KNOWN[n] or KNOWN[n] == best)

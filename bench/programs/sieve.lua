-- Sieve of Eratosthenes over an array of booleans. Array stores and loops with steps.
-- Size: the limit.

local n = tonumber(arg and arg[1]) or 2000000
local KNOWN = { [1000] = 168, [100000] = 9592, [1000000] = 78498, [2000000] = 148933 }

local function sieve(limit)
    local prime = {}
    for i = 1, limit do prime[i] = true end
    local count = 0
    for i = 2, limit do
        if prime[i] then
            count = count + 1
            for multiple = i * i, limit, i do prime[multiple] = false end
        end
    end
    return count
end

local count
for _ = 1, 3 do
    count = sieve(n)
    assert(not KNOWN[n] or KNOWN[n] == count)
end
print(("%d primes up to %d"):format(count, n))

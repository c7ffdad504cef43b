-- Fannkuch: over all permutations of 1..n, how often the first k elements must be reversed (k
-- being the first element) until a 1 leads (Anderson and Rettig, "Performing Lisp analysis of
-- the FANNKUCH benchmark"). Small arrays and loops.
-- Size: n.

local n = tonumber(arg and arg[1]) or 9
local KNOWN = { [7] = { 228, 16 }, [8] = { 1616, 22 }, [9] = { 8629, 30 }, [10] = { 73196, 38 } }

local function flips_of(permutation, work, size)
    for i = 1, size do work[i] = permutation[i] end
    local flips, first = 0, work[1]
    while first ~= 1 do
        local low, high = 1, first
        while low < high do
            work[low], work[high] = work[high], work[low]
            low, high = low + 1, high - 1
        end
        flips = flips + 1
        first = work[1]
    end
    return flips
end

-- Goes through the permutations by rotating ever longer heads; alternate permutations count
-- with alternate signs in the checksum.
local function fannkuch(size)
    local permutation, work, count = {}, {}, {}
    for i = 1, size do permutation[i], count[i] = i, i end
    local sum, most, sign = 0, 0, 1
    while true do
        local flips = flips_of(permutation, work, size)
        sum = sum + sign * flips
        if flips > most then most = flips end
        sign = -sign
        local length = 2
        while true do
            if length > size then return sum, most end
            local first = permutation[1]
            for i = 1, length - 1 do permutation[i] = permutation[i + 1] end
            permutation[length] = first
            count[length] = count[length] - 1
            if count[length] > 0 then break end
            count[length] = length
            length = length + 1
        end
    end
end

local sum, most = fannkuch(n)
print(("checksum %d, at most %d flips of %d"):format(sum, most, n))
local known = KNOWN[n]
assert(not known or (known[1] == sum and known[2] == most))

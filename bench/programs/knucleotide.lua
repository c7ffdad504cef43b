-- K-nucleotide: counts all substrings of some lengths in a DNA sequence (after the Computer
-- Language Benchmarks Game). Substrings, string-keyed tables, sorting.
-- Size: letters.

local n = tonumber(arg and arg[1]) or 250000

local function make_sequence(length)
    local seed, parts = 42, {}
    for i = 1, length do
        seed = (seed * 3877 + 29573) % 139968
        local r = seed / 139968
        parts[i] = r < 0.3029549426680 and "A" or r < 0.5009432431601 and "C"
            or r < 0.6984905497992 and "G" or "T"
    end
    return table.concat(parts)
end

local function frequencies(sequence, width)
    local count = {}
    for i = 1, #sequence - width + 1 do
        local key = sequence:sub(i, i + width - 1)
        count[key] = (count[key] or 0) + 1
    end
    return count
end

local function report(sequence, width)
    local count, keys = frequencies(sequence, width), {}
    for key in pairs(count) do keys[#keys + 1] = key end
    table.sort(keys, function(a, b)
        if count[a] ~= count[b] then return count[a] > count[b] end
        return a < b
    end)
    local total = 0
    for _, key in ipairs(keys) do
        print(("%s %.3f"):format(key, 100 * count[key] / (#sequence - width + 1)))
        total = total + count[key]
    end
    assert(total == math.max(0, #sequence - width + 1))
    assert(n < 1000 or #keys == 4 ^ width)
end

-- Counts one fragment with find, overlaps included, to check the table.
local function occurrences(sequence, fragment)
    local times, position = 0, 0
    while true do
        position = sequence:find(fragment, position + 1, true)
        if not position then return times end
        times = times + 1
    end
end

local sequence = make_sequence(n)
report(sequence, 1)
report(sequence, 2)
for _, fragment in ipairs { "GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT" } do
    local times = frequencies(sequence, #fragment)[fragment] or 0
    print(("%d %s"):format(times, fragment))
    assert(times == occurrences(sequence, fragment))
end

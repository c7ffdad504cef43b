-- Reverse complement of DNA sequences in FASTA lines (after the Computer Language Benchmarks
-- Game). Long strings: lines, reverse, gsub with a table, substrings.
-- Size: letters in a sequence; it is done for 30 sequences, and undone.

local n = tonumber(arg and arg[1]) or 40000
local WIDTH = 60

local COMPLEMENT = {}
for pair in ("AT CG GC TA UA MK RY WW SS YR KM VB HD DH BV NN"):gmatch("%a%a") do
    local from, to = pair:sub(1, 1), pair:sub(2, 2)
    COMPLEMENT[from], COMPLEMENT[from:lower()] = to, to
end

local function make_sequence(length, seed)
    local letters, parts = "ACGTMRWSYKVHDBNacgt", {}
    for i = 1, length do
        seed = (seed * 3877 + 29573) % 139968
        local k = seed % #letters + 1
        parts[i] = letters:sub(k, k)
    end
    return table.concat(parts)
end

local function fold(text)
    local lines = {}
    for i = 1, #text, WIDTH do lines[#lines + 1] = text:sub(i, i + WIDTH - 1) end
    return table.concat(lines, "\n") .. "\n"
end

local function reverse_complement(lines)
    local parts = {}
    for line in lines:gmatch("[^\n]+") do parts[#parts + 1] = line end
    local joined = table.concat(parts):reverse():gsub("%a", COMPLEMENT)
    return fold(joined)
end

local checksum, bytes = 0, 0
for round = 1, 30 do
    local sequence = make_sequence(n, round)
    local result = reverse_complement(fold(sequence))
    assert(reverse_complement(result) == fold(sequence:upper()), "not undone")
    for i = 1, #result, 101 do checksum = (checksum * 31 + result:byte(i)) % 16777213 end
    bytes = bytes + #result
end
print(("%d bytes, checksum %d"):format(bytes, checksum))

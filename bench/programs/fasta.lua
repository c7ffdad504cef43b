-- FASTA: writes DNA sequences, one by repeating a string and two by weighted random choice (after
-- the Computer Language Benchmarks Game). A generator, searching in short arrays, strings.
-- Size: n; the sequences have 2n, 3n and 5n letters.

local n = tonumber(arg and arg[1]) or 250000
local WIDTH = 60
local KNOWN = { [1000] = "10245 bytes, checksum 12846010",
                [250000] = "2541745 bytes, checksum 14933352" }

local random
do
    local last = 42
    function random()
        last = (last * 3877 + 29573) % 139968
        return last / 139968
    end
end

local ALU = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGGGAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
    .. "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAATACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
    .. "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGGAGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
    .. "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA"

local IUB = { { "a", 0.27 }, { "c", 0.12 }, { "g", 0.12 }, { "t", 0.27 }, { "B", 0.02 },
              { "D", 0.02 }, { "H", 0.02 }, { "K", 0.02 }, { "M", 0.02 }, { "N", 0.02 },
              { "R", 0.02 }, { "S", 0.02 }, { "V", 0.02 }, { "W", 0.02 }, { "Y", 0.02 } }

local SAPIENS = { { "a", 0.3029549426680 }, { "c", 0.1979883004921 }, { "g", 0.1975473066391 },
                  { "t", 0.3015094502008 } }

-- What is written: a running checksum and a length instead of a file.
local checksum, length = 0, 0

local function write(line)
    length = length + #line + 1
    for i = 1, #line, 7 do checksum = (checksum * 31 + line:byte(i)) % 16777213 end
end

local function repeated(title, text, count)
    write(title)
    local position = 0
    local doubled = text .. text
    while count > 0 do
        local width = math.min(WIDTH, count)
        write(doubled:sub(position + 1, position + width))
        position = (position + width) % #text
        count = count - width
    end
end

local function chosen(title, distribution, count)
    write(title)
    local cumulative, letter, sum = {}, {}, 0
    for i, row in ipairs(distribution) do
        sum = sum + row[2]
        cumulative[i], letter[i] = sum, row[1]
    end
    cumulative[#cumulative] = 1
    local line = {}
    while count > 0 do
        local width = math.min(WIDTH, count)
        for i = 1, width do
            local r, k = random(), 1
            while cumulative[k] < r do k = k + 1 end
            line[i] = letter[k]
        end
        write(table.concat(line, "", 1, width))
        count = count - width
    end
end

repeated(">ONE Homo sapiens alu", ALU, 2 * n)
chosen(">TWO IUB ambiguity codes", IUB, 3 * n)
chosen(">THREE Homo sapiens frequency", SAPIENS, 5 * n)
local result = ("%d bytes, checksum %d"):format(length, checksum)
print(result)
local lines = math.ceil(2 * n / WIDTH) + math.ceil(3 * n / WIDTH) + math.ceil(5 * n / WIDTH)
assert(length == 10 * n + lines + 22 + 25 + 30)
assert(not KNOWN[n] or KNOWN[n] == result)

-- LZ77 compression with hash chains (Ziv and Lempel; the byte layout is our own), and its undoing.
-- string.byte, string.sub, integer arithmetic, tables of positions.
-- Size: bytes of text.

local n = tonumber(arg and arg[1]) or 600000

local byte, char, sub = string.byte, string.char, string.sub

local WINDOW, MIN_MATCH, MAX_MATCH, CHAIN = 8192, 4, 67, 16

-- Compressed form: 0..127: that many + 1 literal bytes follow; 128..191: a match of
-- MIN_MATCH + (it - 128) bytes, two bytes of distance follow.

local function match_length(text, a, b, limit)
    local length = 0
    while length < limit and byte(text, a + length) == byte(text, b + length) do
        length = length + 1
    end
    return length
end

-- The longest earlier occurrence of what stands at a position: length and distance.
local function longest_match(text, position, candidate, previous, limit)
    local best, distance, tries = 0, 0, 0
    while candidate and position - candidate <= WINDOW and tries < CHAIN do
        if best == 0 or byte(text, candidate + best) == byte(text, position + best) then
            local length = match_length(text, candidate, position, limit)
            if length > best then
                best, distance = length, position - candidate
                if best == limit then break end
            end
        end
        candidate = previous[candidate]
        tries = tries + 1
    end
    return best, distance
end

local function compress(text)
    local out, last, previous = {}, {}, {}
    local size, position, literals = #text, 1, 1 -- `literals`: where the pending ones start

    local function flush(stop)
        while literals < stop do
            local count = math.min(128, stop - literals)
            out[#out + 1] = char(count - 1) .. sub(text, literals, literals + count - 1)
            literals = literals + count
        end
    end

    local function remember(at)
        local key = sub(text, at, at + MIN_MATCH - 1)
        previous[at] = last[key]
        last[key] = at
    end

    while position <= size do
        local limit = math.min(MAX_MATCH, size - position + 1)
        local length, distance = 0, 0
        if limit >= MIN_MATCH then
            local key = sub(text, position, position + MIN_MATCH - 1)
            length, distance = longest_match(text, position, last[key], previous, limit)
        end
        if length >= MIN_MATCH then
            flush(position)
            local high = math.floor(distance / 256)
            out[#out + 1] = char(128 + length - MIN_MATCH, high, distance - 256 * high)
            for at = position, position + length - 1 do remember(at) end
            position = position + length
            literals = position
        else
            remember(position)
            position = position + 1
        end
    end
    flush(size + 1)
    return table.concat(out)
end

local function decompress(data)
    local out, count, position = {}, 0, 1 -- `out` holds single bytes as strings
    while position <= #data do
        local code = byte(data, position)
        if code < 128 then
            for i = position + 1, position + code + 1 do
                count = count + 1
                out[count] = sub(data, i, i)
            end
            position = position + code + 2
        else
            local high, low = byte(data, position + 1, position + 2)
            local distance = high * 256 + low
            for _ = 1, code - 128 + MIN_MATCH do
                count = count + 1
                out[count] = out[count - distance]
            end
            position = position + 3
        end
    end
    return table.concat(out)
end

-- Text with repetitions of all lengths: phrases made of words made of letters.
local function make_text(size)
    local seed, parts, length = 11, {}, 0
    local function random(limit)
        seed = (seed * 16807) % 2147483647
        return seed % limit + 1
    end
    local words, phrases = {}, {}
    for i = 1, 300 do
        local letters = {}
        for k = 1, 1 + random(8) do letters[k] = char(96 + random(26)) end
        words[i] = table.concat(letters)
    end
    for i = 1, 60 do
        local some = {}
        for k = 1, 2 + random(5) do some[k] = words[random(#words)] end
        phrases[i] = table.concat(some, " ")
    end
    while length < size do
        local piece = (random(3) == 1 and phrases[random(#phrases)] or words[random(#words)]) .. " "
        parts[#parts + 1] = piece
        length = length + #piece
    end
    return table.concat(parts):sub(1, size)
end

for _, case in ipairs { "", "a", "abcabcabcabcabc", ("x"):rep(1000), "abcd" .. ("abc"):rep(9) } do
    assert(decompress(compress(case)) == case)
end
local text = make_text(n)
local packed = compress(text)
assert(decompress(packed) == text, "not undone")
assert(n < 10000 or #packed < 0.5 * #text, "not compressed")
print(("%d bytes, packed %d"):format(#text, #packed))

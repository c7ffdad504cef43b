-- A text of any size in an invented language: the same size and seed give the same bytes on
-- every machine. Words follow Zipf's law (the word of rank r appears about 1/r as often as the
-- first), so counting them behaves like counting real prose.
--
--   lua corpus.lua [BYTES [SEED]] > text.txt

local corpus = {}

local VOCABULARY = 3000
local LINE_WIDTH = 76

local ONSETS = { "b", "br", "c", "ch", "d", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr",
                 "qu", "r", "s", "sh", "st", "t", "th", "v", "w", "z" }
local VOWELS = { "a", "ai", "e", "ea", "i", "o", "ou", "u", "é", "ü" }
local CODAS = { "", "", "", "l", "m", "n", "r", "s", "x", "nd", "rt" }
local STOPS = { ".", ".", ".", ".", "?", "!" }

-- An xorshift generator; the function it returns gives integers in 1..n.
function corpus.random(seed)
    local state = seed ~ 0x2545F4914F6CDD1D
    return function(n)
        state = state ~ (state << 13)
        state = state ~ (state >> 7)
        state = state ~ (state << 17)
        return ((state >> 33) * n >> 31) + 1
    end
end

local function make_word(random, syllables)
    local parts = {}
    for i = 1, syllables do
        parts[i] = ONSETS[random(#ONSETS)] .. VOWELS[random(#VOWELS)] .. CODAS[random(#CODAS)]
    end
    return table.concat(parts)
end

local function make_vocabulary(random)
    local words, seen = {}, {}
    while #words < VOCABULARY do
        -- Frequent words are short.
        local syllables = #words < 60 and 1 or 1 + random(2)
        local word = make_word(random, syllables)
        if not seen[word] then
            seen[word] = true
            words[#words + 1] = word
        end
    end
    return words
end

-- An array in which each word stands about as often as Zipf's law wants it drawn.
local function make_urn(words)
    local urn = {}
    for rank, word in ipairs(words) do
        for _ = 1, math.max(1, 4000 // rank) do
            urn[#urn + 1] = word
        end
    end
    return urn
end

local function capitalize(word)
    return (word:gsub("^%l", string.upper))
end

-- Returns a text of at least `bytes` bytes (and at most one paragraph more), and how many
-- words are in it.
function corpus.generate(bytes, seed)
    local random = corpus.random(seed or 1)
    local urn = make_urn(make_vocabulary(random))
    local pieces, size, words, column = {}, 0, 0, 0

    local function put(piece)
        pieces[#pieces + 1] = piece
        size = size + #piece
    end

    local function put_word(word)
        if column > 0 and column + #word >= LINE_WIDTH then
            put("\n")
            column = 0
        elseif column > 0 then
            put(" ")
            column = column + 1
        end
        put(word)
        column = column + #word
    end

    local function put_sentence()
        local length = 3 + random(14)
        words = words + length
        for i = 1, length do
            local word = urn[random(#urn)]
            if i == 1 then word = capitalize(word) end
            if i == length then
                word = word .. STOPS[random(#STOPS)]
            elseif random(9) == 1 then
                word = word .. ","
            end
            put_word(word)
        end
    end

    while size < bytes do
        for _ = 1, 2 + random(5) do put_sentence() end
        put("\n\n")
        column = 0
    end
    return table.concat(pieces), words
end

if arg and arg[0] and arg[0]:find("corpus%.lua$") then
    local text = corpus.generate(tonumber(arg[1]) or 2000000, tonumber(arg[2]))
    io.write(text)
end

return corpus

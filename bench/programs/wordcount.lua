-- Word count: splits a text into words, counts them in a table, sorts by count. Pattern matching,
-- lower-casing, string keys, sort with a comparison function.
-- Size: words in the text.

local n = tonumber(arg and arg[1]) or 350000

local function random_source(seed)
    return function(limit)
        seed = (seed * 16807) % 2147483647
        return seed % limit + 1
    end
end

local function make_words(random, count)
    local syllables, words, seen = {}, {}, {}
    for consonant in ("bdfghklmnprstvz"):gmatch(".") do
        for vowel in ("aeiou"):gmatch(".") do syllables[#syllables + 1] = consonant .. vowel end
    end
    while #words < count do
        local word = ""
        for _ = 1, random(3) do word = word .. syllables[random(#syllables)] end
        if not seen[word] then
            seen[word] = true
            words[#words + 1] = word
        end
    end
    return words
end

-- Returns the text and how often each word is in it.
local function make_text(count)
    local random = random_source(2024)
    local words, parts, truth = make_words(random, 4000), {}, {}
    for i = 1, count do
        -- The smaller of two ranks: frequent and rare words.
        local word = words[math.min(random(#words), random(#words))]
        truth[word] = (truth[word] or 0) + 1
        if random(10) == 1 then word = word:upper() .. "," end
        parts[i] = word .. (i % 12 == 0 and "\n" or " ")
    end
    return table.concat(parts), truth
end

local function count_words(text)
    local count = {}
    for word in text:gmatch("%a+") do
        word = word:lower()
        count[word] = (count[word] or 0) + 1
    end
    return count
end

local function ranking(count)
    local words = {}
    for word in pairs(count) do words[#words + 1] = word end
    table.sort(words, function(a, b)
        if count[a] ~= count[b] then return count[a] > count[b] end
        return a < b
    end)
    return words
end

local text, truth = make_text(n)
local count = count_words(text)
local words, total = ranking(count), 0
for i, word in ipairs(words) do
    assert(count[word] == truth[word], word)
    assert(i == 1 or count[words[i - 1]] >= count[word])
    total = total + count[word]
end
assert(total == n)
for i = 1, math.min(5, #words) do print(("%s %d"):format(words[i], count[words[i]])) end
print(("%d words, %d distinct"):format(total, #words))

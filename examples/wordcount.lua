-- Counts the words of a text, sorts them, and writes a report.
--
--   lua wordcount.lua [FILE]        (without FILE: two megabytes made by corpus.lua)

local here = arg and arg[0] and arg[0]:match("^(.*[/\\])") or "./"
package.path = here .. "?.lua;" .. package.path
local corpus = require "corpus"

local wordcount = {}

-- A word is a run of letters, bytes of UTF-8 sequences, and inner apostrophes.
local WORD = "[%a\128-\255][%a\128-\255']*"

-- Returns { total = words, distinct = different words, lines = n, count = { [word] = times } }.
function wordcount.count(text)
    local count, total, distinct = {}, 0, 0
    for word in text:lower():gmatch(WORD) do
        local times = count[word]
        if not times then
            times = 0
            distinct = distinct + 1
        end
        count[word] = times + 1
        total = total + 1
    end
    local _, lines = text:gsub("\n", "")
    return { total = total, distinct = distinct, lines = lines, count = count }
end

-- All words as an array of { word, times }, the most frequent first, ties by the alphabet.
function wordcount.ranking(statistics)
    local ranking = {}
    for word, times in pairs(statistics.count) do
        ranking[#ranking + 1] = { word = word, times = times }
    end
    table.sort(ranking, function(a, b)
        if a.times ~= b.times then return a.times > b.times end
        return a.word < b.word
    end)
    return ranking
end

-- How many running words have each length in characters: an array without holes.
function wordcount.lengths(ranking)
    local lengths = {}
    for _, entry in ipairs(ranking) do
        local length = utf8.len(entry.word) or #entry.word
        for i = #lengths + 1, length do lengths[i] = 0 end
        lengths[length] = lengths[length] + entry.times
    end
    return lengths
end

-- Groups the digits of an integer: 1234567 -> "1,234,567".
function wordcount.group(n)
    local digits = ("%d"):format(n)
    local head = digits:sub(1, (#digits - 1) % 3 + 1)
    return head .. digits:sub(#head + 1):gsub("%d%d%d", ",%0")
end

local function pad(word, width)
    return word .. (" "):rep(width - (utf8.len(word) or #word))
end

-- The report as text: a heading, the `top` most frequent words, and a histogram of lengths.
function wordcount.report(statistics, top)
    local ranking = wordcount.ranking(statistics)
    local lines = {
        ("%s words, %s distinct, %s lines"):format(wordcount.group(statistics.total),
            wordcount.group(statistics.distinct), wordcount.group(statistics.lines)),
        "",
        "rank  word                  times   share",
    }
    for rank = 1, math.min(top, #ranking) do
        local entry = ranking[rank]
        lines[#lines + 1] = ("%4d  %s %9s  %5.2f%%"):format(rank, pad(entry.word, 17),
            wordcount.group(entry.times), 100 * entry.times / statistics.total)
    end
    lines[#lines + 1] = "\nlength"
    local lengths = wordcount.lengths(ranking)
    local longest_bar = math.max(1, table.unpack(lengths))
    for length, times in ipairs(lengths) do
        local bar = ("#"):rep(times * 50 // longest_bar)
        lines[#lines + 1] = (("%6d  %9s  %s"):format(length, wordcount.group(times), bar)
            :gsub("%s+$", ""))
    end
    return table.concat(lines, "\n") .. "\n"
end

-- The same count by another way (walking with find), to check the first.
local function recount(text)
    local total, position = 0, 1
    while true do
        local first, last = text:find(WORD, position)
        if not first then return total end
        total = total + 1
        position = last + 1
    end
end

-- Counts a generated text and checks the result; returns a line about it.
function wordcount.selftest(bytes)
    local text, written = corpus.generate(bytes or 1000000, 7)
    local statistics = wordcount.count(text)
    assert(statistics.total == written, "the words counted are not those written")
    assert(recount(text) == written, "counting with find disagrees")

    local ranking = wordcount.ranking(statistics)
    assert(#ranking == statistics.distinct)
    local sum = 0
    for rank, entry in ipairs(ranking) do
        sum = sum + entry.times
        assert(rank == 1 or entry.times <= ranking[rank - 1].times, "ranking out of order")
    end
    assert(sum == written, "the ranking's counts do not add up")
    assert(wordcount.group(1234567) == "1,234,567" and wordcount.group(12) == "12")
    assert(#wordcount.report(statistics, 10) > 400)
    return ("%s bytes, %s words, %s distinct"):format(wordcount.group(#text),
        wordcount.group(written), wordcount.group(statistics.distinct))
end

local function main(path)
    local text
    if path then
        local file = assert(io.open(path, "rb"))
        text = file:read("a")
        file:close()
    else
        text = corpus.generate(2000000)
    end
    io.write(wordcount.report(wordcount.count(text), 20))
end

if arg and arg[0] and arg[0]:find("wordcount%.lua$") then
    main(arg[1])
end

return wordcount

-- String building: concatenation, buffers with table.concat, rep, format, upper, reverse and
-- comparison of many short and some long strings.
-- Size: rounds.

local n = tonumber(arg and arg[1]) or 60

local function decimal(value)
    return ("%d"):format(value)
end

-- A CSV table by concatenation, then read back by find and sub.
local function csv(rows)
    local lines = {}
    for row = 1, rows do
        local line = decimal(row)
        for column = 1, 6 do line = line .. "," .. decimal(row * column) end
        lines[row] = line
    end
    return table.concat(lines, "\n") .. "\n"
end

local function csv_sum(text)
    local sum, position = 0, 1
    while position <= #text do
        local stop = text:find("[,\n]", position)
        sum = sum + tonumber(text:sub(position, stop - 1))
        position = stop + 1
    end
    return sum
end

-- Boxes around words: rep, sub, upper.
local function boxes(words)
    local out = {}
    for _, word in ipairs(words) do
        local bar = "+" .. ("-"):rep(#word + 2) .. "+"
        out[#out + 1] = bar .. "\n| " .. word:sub(1, 1):upper() .. word:sub(2) .. " |\n" .. bar
    end
    return table.concat(out, "\n")
end

local function is_palindrome(text)
    return text == text:reverse()
end

local function palindromes(limit)
    local count = 0
    for i = 1, limit do
        if is_palindrome(decimal(i)) then count = count + 1 end
    end
    return count
end

-- A long string grown in small steps, as naive programs do.
local function grow(count)
    local text = ""
    for i = 1, count do text = text .. string.char(97 + i % 26) end
    return text
end

local words = {}
for word in ("the quick brown fox jumps over a lazy dog"):gmatch("%a+") do
    words[#words + 1] = word
end
local bytes = 0
for _ = 1, n do
    local text = csv(500)
    assert(csv_sum(text) == 22 * 500 * 501 / 2)
    bytes = bytes + #text
    for _ = 1, 30 do
        local picture = boxes(words)
        bytes = bytes + #picture
        assert(picture:sub(1, 15) == "+-----+\n| The |")
    end
    assert(palindromes(9999) == 198)
    local grown = grow(2600)
    assert(grown == ("bcdefghijklmnopqrstuvwxyza"):rep(100))
    bytes = bytes + #grown
end
print(("%d rounds, %d bytes"):format(n, bytes))

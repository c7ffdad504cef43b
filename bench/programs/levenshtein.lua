-- Edit distance of strings by dynamic programming (Levenshtein; Wagner and Fischer). Inner loop
-- over two arrays of integers with minima.
-- Size: length of the strings.

local n = tonumber(arg and arg[1]) or 2600

local min = math.min

local function bytes_of(text)
    local codes = {}
    for i = 1, #text do codes[i] = text:byte(i) end
    return codes
end

local function distance(a, b)
    local left, right = bytes_of(a), bytes_of(b)
    local previous, current = {}, {}
    for j = 0, #right do previous[j] = j end
    for i = 1, #left do
        local code = left[i]
        current[0] = i
        for j = 1, #right do
            local replaced = previous[j - 1]
            if code ~= right[j] then replaced = replaced + 1 end
            current[j] = min(replaced, previous[j] + 1, current[j - 1] + 1)
        end
        previous, current = current, previous
    end
    return previous[#right]
end

assert(distance("kitten", "sitting") == 3 and distance("", "abc") == 3)
assert(distance("saturday", "sunday") == 3 and distance("same", "same") == 0)

-- A text of distinct parts, and the same with some letters replaced by one that is not in it.
local letters, seed = {}, 5
for i = 1, n do
    seed = (seed * 16807) % 2147483647
    letters[i] = string.char(97 + seed % 25)
end
local text = table.concat(letters)
local changes = 0
for i = 10, n, 37 do
    letters[i] = "z"
    changes = changes + 1
end
local result = distance(text, table.concat(letters))
print(("%d letters, distance %d"):format(n, result))
assert(result == changes)

-- Permutations by recursive swapping (after the Stanford integer benchmarks). Calls and array
-- element swaps.
-- Size: elements.

local n = tonumber(arg and arg[1]) or 9

local elements, count = {}, 0
for i = 1, n + 1 do elements[i] = i end

local function swap(i, j)
    elements[i], elements[j] = elements[j], elements[i]
end

local function permute(last)
    count = count + 1
    if last == 0 then return end
    permute(last - 1)
    for i = last, 1, -1 do
        swap(last, i)
        permute(last - 1)
        swap(last, i)
    end
end

local expected = 1
for i = 1, n do expected = 1 + (i + 1) * expected end

permute(n)
print(("%d calls for %d elements"):format(count, n))
assert(count == expected)
for i = 1, n do assert(elements[i] == i) end

-- table.sort with and without a comparison function, over integers, floats, strings and records.
-- Size: elements of each array.

local n = tonumber(arg and arg[1]) or 90000

local seed = 31
local function random()
    seed = (seed * 16807) % 2147483647
    return seed
end

local function check(array, in_order)
    for i = 2, #array do assert(not in_order(array[i], array[i - 1]), "not sorted") end
end

local function less(a, b) return a < b end
local function greater(a, b) return a > b end

local integers, floats, strings, records = {}, {}, {}, {}
local sum = 0
for i = 1, n do
    integers[i] = random()
    floats[i] = random() / 2147483647
    strings[i] = ("k%d"):format(random() % (4 * n))
    records[i] = { group = random() % 100, value = random() }
    sum = sum + integers[i]
end

local function record_less(a, b)
    if a.group ~= b.group then return a.group < b.group end
    return a.value < b.value
end

table.sort(integers)
check(integers, less)
table.sort(integers, greater) -- from the opposite order
check(integers, greater)
table.sort(floats)
check(floats, less)
table.sort(strings)
check(strings, less)
table.sort(records, record_less)
check(records, record_less)
for i = 1, n do sum = sum - integers[i] end
assert(sum == 0, "elements are lost")
print(("%d %.9f %s %d"):format(integers[1], floats[1], strings[1], records[1].value))

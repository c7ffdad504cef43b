-- Whatever the order in which integer keys come, none is lost when they move to the array part.
local function check(order, what)
    local t, count = {}, 0
    for i, key in ipairs(order) do t[key] = i end
    for i, key in ipairs(order) do assert(t[key] == i, what) end
    for key, i in pairs(t) do
        assert(order[i] == key, what)
        count = count + 1
    end
    assert(count == #order, what)
    for _, key in ipairs(order) do t[key] = nil end
    assert(next(t) == nil, what)
end

-- 33 to 36 are there before the keys below them are dense, and 32 is missing.
local order = {}
for key in ("1 2 3 4 9 10 11 12 17 18 19 20 25 26 27 28 33 34 35 36 29 30 31 21 22 23 13 14 15 5 6 7"):gmatch("%d+") do
    order[#order + 1] = math.tointeger(key)
end
check(order, "linear")

local state = 1
local function random(n)
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % n + 1
end
for round = 1, 400 do
    local n = random(90)
    local keys = {}
    for key = 1, n do if random(8) > 1 then keys[#keys + 1] = key end end
    -- Neighbours mostly stay together: blocks of a few keys in random order.
    local size = random(6)
    local blocks = {}
    for i = 1, #keys, size do blocks[#blocks + 1] = table.move(keys, i, i + size - 1, 1, {}) end
    for i = #blocks, 2, -1 do
        local j = random(i)
        blocks[i], blocks[j] = blocks[j], blocks[i]
    end
    local mixed = {}
    for _, block in ipairs(blocks) do for _, key in ipairs(block) do mixed[#mixed + 1] = key end end
    check(mixed, round)
end
print("all there") --> all there

-- Storage: builds trees of arrays of random lengths (after the Stanford-style benchmarks of
-- "Are We Fast Yet?"). Allocation of small arrays.
-- Size: rounds.

local n = tonumber(arg and arg[1]) or 80

local function random_source()
    local seed = 74755
    return function()
        seed = (seed * 1309 + 13849) % 65536
        return seed
    end
end

local function build(depth, random, counter)
    counter.nodes = counter.nodes + 1
    local node = {}
    if depth == 1 then
        for i = 1, random() % 10 + 1 do node[i] = false end
    else
        for i = 1, 4 do node[i] = build(depth - 1, random, counter) end
    end
    return node
end

local function slots(node)
    local sum = #node
    for i = 1, #node do
        if node[i] then sum = sum + slots(node[i]) end
    end
    return sum
end

local counter, total
for _ = 1, n do
    counter = { nodes = 0 }
    total = slots(build(7, random_source(), counter))
    assert(counter.nodes == 5461)
    assert(total == 27880)
end
print(("%d rounds of %d nodes, %d slots"):format(n, counter.nodes, total))

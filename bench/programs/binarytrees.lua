-- Binary trees: builds and walks many complete trees while a large one stays alive (after the
-- Computer Language Benchmarks Game, itself after Boehm's GCBench). Allocation and collection.
-- Size: depth of the largest trees.

local n = tonumber(arg and arg[1]) or 14

local function build(depth)
    if depth == 0 then return {} end
    return { build(depth - 1), build(depth - 1) }
end

local function count(tree)
    if tree[1] then return 1 + count(tree[1]) + count(tree[2]) end
    return 1
end

local function nodes(depth)
    return 2 ^ (depth + 1) - 1
end

local min_depth = 4
local max_depth = math.max(min_depth + 2, n)

local stretch = count(build(max_depth + 1))
print(("stretch tree of depth %d: %d nodes"):format(max_depth + 1, stretch))
assert(stretch == nodes(max_depth + 1))

local long_lived = build(max_depth)
for depth = min_depth, max_depth, 2 do
    local rounds = 2 ^ (max_depth - depth + min_depth)
    local sum = 0
    for _ = 1, rounds do sum = sum + count(build(depth)) end
    print(("%d trees of depth %d: %d nodes"):format(rounds, depth, sum))
    assert(sum == rounds * nodes(depth))
end
local kept = count(long_lived)
print(("long lived tree of depth %d: %d nodes"):format(max_depth, kept))
assert(kept == nodes(max_depth))

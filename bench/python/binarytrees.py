"""Binary trees, as programs/binarytrees.lua."""
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 14


def build(depth):
    if depth == 0:
        return []
    return [build(depth - 1), build(depth - 1)]


def count(tree):
    if tree:
        return 1 + count(tree[0]) + count(tree[1])
    return 1


def nodes(depth):
    return 2 ** (depth + 1) - 1


min_depth = 4
max_depth = max(min_depth + 2, n)

stretch = count(build(max_depth + 1))
print("stretch tree of depth %d: %d nodes" % (max_depth + 1, stretch))
assert stretch == nodes(max_depth + 1)

long_lived = build(max_depth)
for depth in range(min_depth, max_depth + 1, 2):
    rounds = 2 ** (max_depth - depth + min_depth)
    total = 0
    for _ in range(rounds):
        total += count(build(depth))
    print("%d trees of depth %d: %d nodes" % (rounds, depth, total))
    assert total == rounds * nodes(depth)
kept = count(long_lived)
print("long lived tree of depth %d: %d nodes" % (max_depth, kept))
assert kept == nodes(max_depth)

"""Towers of Hanoi with discs as linked objects, as programs/towers.lua."""
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 21


class Disc:
    __slots__ = ("size", "below")

    def __init__(self, size):
        self.size = size
        self.below = None


class Towers:
    def __init__(self, discs):
        self.piles = [None] * 4
        self.moves = 0
        for size in range(discs, 0, -1):
            self.push(1, Disc(size))

    def push(self, pile, disc):
        top = self.piles[pile]
        if top is not None and disc.size >= top.size:
            raise ValueError("a disc on a smaller one")
        disc.below = top
        self.piles[pile] = disc

    def pop(self, pile):
        top = self.piles[pile]
        if top is None:
            raise ValueError("an empty pile")
        self.piles[pile] = top.below
        top.below = None
        return top

    def move_top(self, start, to):
        self.push(to, self.pop(start))
        self.moves += 1

    def move(self, discs, start, to):
        if discs == 1:
            self.move_top(start, to)
            return
        other = 6 - start - to
        self.move(discs - 1, start, other)
        self.move_top(start, to)
        self.move(discs - 1, other, to)


towers = Towers(n)
towers.move(n, 1, 3)
print("%d discs, %d moves" % (n, towers.moves))
assert towers.moves == 2 ** n - 1
for size in range(1, n + 1):
    assert towers.pop(3).size == size

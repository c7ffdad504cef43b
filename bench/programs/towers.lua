-- Towers of Hanoi with discs as linked objects and checked moves (after the Stanford integer
-- benchmarks). Recursion and object fields.
-- Size: discs.

local n = tonumber(arg and arg[1]) or 21

local Towers = {}
Towers.__index = Towers

function Towers.new(discs)
    local self = setmetatable({ piles = {}, moves = 0 }, Towers)
    for size = discs, 1, -1 do self:push(1, { size = size }) end
    return self
end

function Towers:push(pile, disc)
    local top = self.piles[pile]
    if top and disc.size >= top.size then error("a disc on a smaller one") end
    disc.below = top
    self.piles[pile] = disc
end

function Towers:pop(pile)
    local top = self.piles[pile]
    if not top then error("an empty pile") end
    self.piles[pile] = top.below
    top.below = nil
    return top
end

function Towers:move_top(from, to)
    self:push(to, self:pop(from))
    self.moves = self.moves + 1
end

function Towers:move(discs, from, to)
    if discs == 1 then
        self:move_top(from, to)
        return
    end
    local other = 6 - from - to
    self:move(discs - 1, from, other)
    self:move_top(from, to)
    self:move(discs - 1, other, to)
end

local towers = Towers.new(n)
towers:move(n, 1, 3)
print(("%d discs, %d moves"):format(n, towers.moves))
assert(towers.moves == 2 ^ n - 1)
for size = 1, n do assert(towers:pop(3).size == size) end

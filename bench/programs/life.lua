-- Conway's game of life on a torus, with arrays of rows (R-pentomino and gliders). Nested arrays
-- and small integers.
-- Size: generations on a board of 128 x 128.

local n = tonumber(arg and arg[1]) or 250
local SIZE = 128
local KNOWN = { [100] = 130, [250] = 174 }

local function empty()
    local board = {}
    for y = 1, SIZE do
        local row = {}
        for x = 1, SIZE do row[x] = 0 end
        board[y] = row
    end
    return board
end

local function draw(board, x, y, picture)
    for line in picture:gmatch("[^/]+") do
        for i = 1, #line do
            if line:sub(i, i) == "#" then board[y][x + i - 1] = 1 end
        end
        y = y + 1
    end
end

local function step(board, target)
    local population = 0
    for y = 1, SIZE do
        local above, row = board[y > 1 and y - 1 or SIZE], board[y]
        local below, new = board[y < SIZE and y + 1 or 1], target[y]
        for x = 1, SIZE do
            local left, right = x > 1 and x - 1 or SIZE, x < SIZE and x + 1 or 1
            local around = above[left] + above[x] + above[right] + row[left] + row[right]
                + below[left] + below[x] + below[right]
            local alive = (around == 3 or (around == 2 and row[x] == 1)) and 1 or 0
            new[x] = alive
            population = population + alive
        end
    end
    return population
end

local function run(board, generations)
    local other, population = empty(), 0
    for _ = 1, generations do
        population = step(board, other)
        board, other = other, board
    end
    return population, board
end

-- A glider moves by one cell down and right in four generations.
local glider = empty()
draw(glider, 2, 2, ".#./..#/###")
local population, moved = run(glider, 40)
assert(population == 5)
for i, place in ipairs { { 3, 2 }, { 4, 3 }, { 2, 4 }, { 3, 4 }, { 4, 4 } } do
    assert(moved[place[2] + 10][place[1] + 10] == 1, i)
end

local board = empty()
draw(board, 60, 60, ".##/##./.#.")
draw(board, 10, 10, ".#./..#/###")
draw(board, 100, 20, "##/##")
population = run(board, n)
print(("%d generations, %d alive"):format(n, population))
assert(not KNOWN[n] or KNOWN[n] == population)

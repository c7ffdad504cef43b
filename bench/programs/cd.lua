-- CD: collision detection between aircraft, frame by frame: positions are kept in a red-black
-- tree, motions are drawn into a grid of voxels, and those that share a voxel are compared
-- (Kalibera et al., "CDx: a family of real-time Java benchmarks"). Objects, trees, geometry.
-- Size: aircraft; 200 frames.

local n = tonumber(arg and arg[1]) or 100
local FRAMES = 200
local PER_AIRCRAFT = 28 -- collisions in all frames, half of what each pair has

local floor, sqrt, min, max = math.floor, math.sqrt, math.min, math.max

local RADIUS = 1
local VOXEL = 2 * RADIUS

---------------------------------------------------------------------------------------------
-- Red-black tree
---------------------------------------------------------------------------------------------

local Tree = {}
Tree.__index = Tree

function Tree.new()
    return setmetatable({ root = nil }, Tree)
end

local function rotate(tree, node, side, other)
    local child = node[other]
    node[other] = child[side]
    if child[side] then child[side].parent = node end
    child.parent = node.parent
    if not node.parent then
        tree.root = child
    elseif node == node.parent[side] then
        node.parent[side] = child
    else
        node.parent[other] = child
    end
    child[side] = node
    node.parent = child
end

local function repair_insertion(tree, node)
    while node ~= tree.root and node.parent.red do
        local parent = node.parent
        local grand = parent.parent
        local side, other = "left", "right"
        if parent ~= grand.left then side, other = other, side end
        local uncle = grand[other]
        if uncle and uncle.red then
            parent.red, uncle.red, grand.red = false, false, true
            node = grand
        else
            if node == parent[other] then
                node = parent
                rotate(tree, node, side, other)
                parent = node.parent
            end
            parent.red, grand.red = false, true
            rotate(tree, grand, other, side)
        end
    end
    tree.root.red = false
end

-- Stores a value; returns the value that was there before.
function Tree:put(key, value)
    local parent, node = nil, self.root
    while node do
        if key == node.key then
            local old = node.value
            node.value = value
            return old
        end
        parent = node
        node = key < node.key and node.left or (key > node.key and node.right) or nil
    end
    local new = { key = key, value = value, parent = parent, red = true }
    if not parent then
        self.root = new
    elseif key < parent.key then
        parent.left = new
    else
        parent.right = new
    end
    repair_insertion(self, new)
    return nil
end

function Tree:get(key)
    local node = self.root
    while node and node.key ~= key do
        if key < node.key then node = node.left else node = node.right end
    end
    return node and node.value
end

local function repair_removal(tree, node, parent)
    while node ~= tree.root and not (node and node.red) do
        local side, other = "left", "right"
        if node ~= parent.left then side, other = other, side end
        local sibling = parent[other]
        if sibling.red then
            sibling.red, parent.red = false, true
            rotate(tree, parent, side, other)
            sibling = parent[other]
        end
        local near, far = sibling[side], sibling[other]
        if not (near and near.red) and not (far and far.red) then
            sibling.red = true
            node, parent = parent, parent.parent
        else
            if not (far and far.red) then
                near.red, sibling.red = false, true
                rotate(tree, sibling, other, side)
                sibling = parent[other]
                far = sibling[other]
            end
            sibling.red, parent.red = parent.red, false
            if far then far.red = false end
            rotate(tree, parent, side, other)
            node = tree.root
        end
    end
    if node then node.red = false end
end

function Tree:remove(key)
    local node = self.root
    while node and node.key ~= key do
        if key < node.key then node = node.left else node = node.right end
    end
    if not node then return end
    local spliced = node -- the node taken out of the tree; has at most one child
    if node.left and node.right then
        spliced = node.right
        while spliced.left do spliced = spliced.left end
    end
    local child, parent = spliced.left or spliced.right, spliced.parent
    if child then child.parent = parent end
    if not parent then
        self.root = child
    elseif spliced == parent.left then
        parent.left = child
    else
        parent.right = child
    end
    if spliced ~= node then node.key, node.value = spliced.key, spliced.value end
    if not spliced.red and self.root then repair_removal(self, child, parent) end
end

local function visit(node, action)
    if not node then return end
    visit(node.left, action)
    action(node.key, node.value)
    visit(node.right, action)
end

function Tree:each(action)
    visit(self.root, action)
end

---------------------------------------------------------------------------------------------
-- Vectors and motions
---------------------------------------------------------------------------------------------

local Vector = {}
Vector.__index = Vector

local function vector(x, y, z)
    return setmetatable({ x = x, y = y, z = z }, Vector)
end

function Vector:minus(other)
    return vector(self.x - other.x, self.y - other.y, self.z - other.z)
end

function Vector:plus(other)
    return vector(self.x + other.x, self.y + other.y, self.z + other.z)
end

function Vector:times(factor)
    return vector(self.x * factor, self.y * factor, self.z * factor)
end

function Vector:dot(other)
    return self.x * other.x + self.y * other.y + self.z * other.z
end

function Vector:length()
    return sqrt(self:dot(self))
end

local Motion = {}
Motion.__index = Motion

local function motion(callsign, from, to)
    return setmetatable({ callsign = callsign, from = from, to = to }, Motion)
end

-- Where two motions over the same time come within RADIUS of each other, or nil.
function Motion:intersection(other)
    local start = self.from:minus(other.from)
    local change = self.to:minus(self.from):minus(other.to:minus(other.from))
    local a = change:dot(change)
    if a ~= 0 then
        local b = 2 * start:dot(change)
        local discriminant = b * b - 4 * a * (start:dot(start) - RADIUS * RADIUS)
        if discriminant < 0 then return nil end
        local root = sqrt(discriminant)
        local first, last = (-b - root) / (2 * a), (-b + root) / (2 * a)
        if first > last or first > 1 or last < 0 then return nil end
        local time = max(first, 0)
        local here = self.from:plus(self.to:minus(self.from):times(time))
        local there = other.from:plus(other.to:minus(other.from):times(time))
        return here:plus(there):times(0.5)
    end
    if start:length() <= RADIUS then
        return self.from:plus(other.from):times(0.5)
    end
    return nil
end

---------------------------------------------------------------------------------------------
-- Voxels
---------------------------------------------------------------------------------------------

-- A voxel's key: its column and row, as one number.
local COLUMNS = 65536

-- Whether a motion's path, widened by the radius, crosses the voxel with its corner at (x, y).
local function crosses(x, y, path)
    local from, to = path.from, path.to
    local dx, dy = to.x - from.x, to.y - from.y
    local low_x, high_x, low_y, high_y
    if dx ~= 0 then
        low_x = (x - RADIUS - from.x) / dx
        high_x = (x + VOXEL + RADIUS - from.x) / dx
        if dx < 0 then low_x, high_x = high_x, low_x end
    elseif x > from.x + RADIUS or x + VOXEL < from.x - RADIUS then
        return false
    else
        low_x, high_x = 0, 1
    end
    if dy ~= 0 then
        low_y = (y - RADIUS - from.y) / dy
        high_y = (y + VOXEL + RADIUS - from.y) / dy
        if dy < 0 then low_y, high_y = high_y, low_y end
    elseif y > from.y + RADIUS or y + VOXEL < from.y - RADIUS then
        return false
    else
        low_y, high_y = 0, 1
    end
    local first, last = max(low_x, low_y, 0), min(high_x, high_y, 1)
    return first <= last
end

-- Adds a motion to all voxels it crosses, spreading from the one it starts in.
local function draw(voxels, path, column, row, seen)
    local key = column * COLUMNS + row
    if seen[key] or not crosses(column * VOXEL, row * VOXEL, path) then return end
    seen[key] = true
    local list = voxels:get(key)
    if not list then
        list = {}
        voxels:put(key, list)
    end
    list[#list + 1] = path
    for dx = -1, 1 do
        for dy = -1, 1 do
            if dx ~= 0 or dy ~= 0 then draw(voxels, path, column + dx, row + dy, seen) end
        end
    end
end

local function crowded_voxels(motions)
    local voxels = Tree.new()
    for _, path in ipairs(motions) do
        draw(voxels, path, floor(path.from.x / VOXEL), floor(path.from.y / VOXEL), {})
    end
    local crowded = {}
    voxels:each(function(_, list)
        if #list > 1 then crowded[#crowded + 1] = list end
    end)
    return crowded
end

---------------------------------------------------------------------------------------------
-- The detector
---------------------------------------------------------------------------------------------

local Detector = {}
Detector.__index = Detector

function Detector.new()
    return setmetatable({ state = Tree.new() }, Detector)
end

-- Takes a frame of { callsign, position }; returns the collisions on the way from the last.
function Detector:frame(aircraft)
    local motions, seen = {}, {}
    for _, plane in ipairs(aircraft) do
        local old = self.state:put(plane.callsign, plane.position)
        seen[plane.callsign] = true
        motions[#motions + 1] = motion(plane.callsign, old or plane.position, plane.position)
    end
    local gone = {}
    self.state:each(function(callsign)
        if not seen[callsign] then gone[#gone + 1] = callsign end
    end)
    for _, callsign in ipairs(gone) do self.state:remove(callsign) end

    local collisions, known = 0, {}
    for _, list in ipairs(crowded_voxels(motions)) do
        for i = 1, #list - 1 do
            for j = i + 1, #list do
                local a, b = list[i], list[j]
                local pair = a.callsign * COLUMNS + b.callsign
                if not known[pair] and a:intersection(b) then
                    known[pair] = true
                    collisions = collisions + 1
                end
            end
        end
    end
    return collisions
end

-- Pairs of aircraft whose paths wind around each other.
local function simulate(count, time)
    local frame = {}
    for i = 0, count - 1, 2 do
        local first = vector(time, math.cos(time) * 2 + i * 3, 10)
        local second = vector(time, math.sin(time) * 2 + i * 3, 10)
        frame[#frame + 1] = { callsign = i, position = first }
        frame[#frame + 1] = { callsign = i + 1, position = second }
    end
    return frame
end

-- The tree against a plain table.
local function check_tree()
    local tree, plain, seed = Tree.new(), {}, 7
    for _ = 1, 2000 do
        seed = (seed * 3877 + 29573) % 139968
        local key = seed % 200
        if seed % 3 == 0 then
            tree:remove(key)
            plain[key] = nil
        else
            assert(tree:put(key, seed) == plain[key])
            plain[key] = seed
        end
    end
    local last = -1
    tree:each(function(key, value)
        assert(key > last and plain[key] == value)
        last = key
        plain[key] = nil
    end)
    assert(next(plain) == nil)
end

-- The collisions of one frame by comparing all pairs.
local function compare_all(before, after)
    local motions, collisions = {}, 0
    for i, plane in ipairs(after) do
        motions[i] = motion(plane.callsign, before[i].position, plane.position)
    end
    for i = 1, #motions do
        for j = i + 1, #motions do
            if motions[i]:intersection(motions[j]) then collisions = collisions + 1 end
        end
    end
    return collisions
end

local function check_detector()
    local detector, before = Detector.new(), simulate(8, 0)
    detector:frame(before)
    for frame = 1, 60 do
        local after = simulate(8, frame / 10)
        assert(detector:frame(after) == compare_all(before, after))
        before = after
    end
end

check_tree()
check_detector()
local detector, collisions = Detector.new(), 0
for frame = 0, FRAMES - 1 do
    collisions = collisions + detector:frame(simulate(n, frame / 10))
end
print(("%d aircraft, %d collisions"):format(n, collisions))
assert(n % 2 == 1 or collisions == n * PER_AIRCRAFT)

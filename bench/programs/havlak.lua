-- Havlak: finds the loops of control flow graphs (Havlak, "Nesting of reducible and irreducible
-- loops"; made a language benchmark by Hundt, "Loop recognition in C++/Java/Go/Scala"). Graphs
-- of objects, sets as tables, union-find, recursion.
-- Size: copies of the nest of loops in the graph.

local n = tonumber(arg and arg[1]) or 30
local ROUNDS = 24

---------------------------------------------------------------------------------------------
-- The graph
---------------------------------------------------------------------------------------------

local Graph = {}
Graph.__index = Graph

function Graph.new()
    return setmetatable({ blocks = {} }, Graph)
end

-- A block: its successors and predecessors, as arrays of blocks.
function Graph:block()
    local block = { id = #self.blocks + 1, out = {}, into = {} }
    self.blocks[block.id] = block
    return block
end

function Graph:connect(from, to)
    from.out[#from.out + 1] = to
    to.into[#to.into + 1] = from
end

-- Each of these grows the graph behind a block and returns the new last block.

function Graph:straight(block, length)
    for _ = 1, length do
        local next_block = self:block()
        self:connect(block, next_block)
        block = next_block
    end
    return block
end

function Graph:diamond(block)
    local left, right, join = self:block(), self:block(), self:block()
    self:connect(block, left)
    self:connect(block, right)
    self:connect(left, join)
    self:connect(right, join)
    return join
end

-- `depth` nested loops, each with a diamond in its body.
function Graph:nest(block, depth)
    local header = self:straight(block, 1)
    local body = self:diamond(header)
    if depth > 1 then body = self:nest(body, depth - 1) end
    local footer = self:straight(body, 1)
    self:connect(footer, header)
    return self:straight(footer, 1)
end

-- A cycle of two blocks that can be entered at both: irreducible.
function Graph:irreducible(block)
    local left, right = self:block(), self:block()
    self:connect(block, left)
    self:connect(block, right)
    self:connect(left, right)
    self:connect(right, left)
    return self:straight(right, 1)
end

local LOOPS_IN_COPY = 4 + 1 + 10 -- a nest of 4, a block jumping to itself, 10 loops side by side

local function build(copies)
    local graph = Graph.new()
    local block = graph:block()
    for _ = 1, copies do
        block = graph:nest(block, 4)
        graph:connect(block, block)
        for _ = 1, 10 do block = graph:nest(graph:straight(block, 2), 1) end
        block = graph:irreducible(block)
    end
    return graph
end

---------------------------------------------------------------------------------------------
-- Union-find over the nodes of the depth-first tree
---------------------------------------------------------------------------------------------

local function find(node)
    local root = node
    while root.union ~= root do root = root.union end
    while node ~= root do
        node.union, node = root, node.union
    end
    return root
end

---------------------------------------------------------------------------------------------
-- The algorithm
---------------------------------------------------------------------------------------------

-- Numbers the blocks depth first. Returns the nodes in that order and a map from block id; a
-- node's `last` is the highest number among its descendants.
local function number_blocks(graph)
    local nodes, by_block = {}, {}

    local function visit(block)
        local node = { number = #nodes + 1, block = block, back = {}, forward = {}, kind = "plain" }
        node.union = node
        nodes[node.number] = node
        by_block[block.id] = node
        for _, target in ipairs(block.out) do
            if not by_block[target.id] then visit(target) end
        end
        node.last = #nodes
    end

    visit(graph.blocks[1])
    return nodes, by_block
end

local function is_ancestor(above, below)
    return above.number <= below.number and below.number <= above.last
end

local function split_edges(nodes, by_block)
    for _, node in ipairs(nodes) do
        for _, source in ipairs(node.block.into) do
            local from = by_block[source.id]
            if from then
                local list = is_ancestor(node, from) and node.back or node.forward
                list[#list + 1] = from
            end
        end
    end
end

-- The nodes of the loop body that reach the header by one back edge: their representatives.
local function collect_pool(header)
    local pool, member = {}, {}
    for _, from in ipairs(header.back) do
        if from == header then
            header.kind = "self"
        else
            local root = find(from)
            if root ~= header and not member[root] then
                member[root] = true
                pool[#pool + 1] = root
            end
        end
    end
    return pool, member
end

-- Extends the pool backwards over edges that are not back edges. An edge from outside the
-- header's subtree makes the loop irreducible.
local function chase_pool(header, pool, member)
    local position = 1
    while pool[position] do
        local node = pool[position]
        position = position + 1
        for _, from in ipairs(node.forward) do
            local root = find(from)
            if not is_ancestor(header, root) then
                header.kind = "irreducible"
                header.forward[#header.forward + 1] = root
            elseif root ~= header and not member[root] then
                member[root] = true
                pool[#pool + 1] = root
            end
        end
    end
end

local function find_loops(graph)
    local nodes, by_block = number_blocks(graph)
    split_edges(nodes, by_block)
    local loops = {}
    for number = #nodes, 1, -1 do
        local header = nodes[number]
        local pool, member = collect_pool(header)
        if #pool > 0 then header.kind = "reducible" end
        chase_pool(header, pool, member)
        if #pool > 0 or header.kind == "self" then
            local loop = { header = header, kind = header.kind, inner = {}, size = #pool }
            header.loop = loop
            loops[#loops + 1] = loop
            for _, node in ipairs(pool) do
                node.union = header
                if node.loop then
                    node.loop.outer = loop
                    loop.inner[#loop.inner + 1] = node.loop
                end
            end
        end
    end
    return loops
end

-- How deep each loop is nested: 1 for the outermost.
local function deepest_nesting(loops)
    local function depth(loop)
        if not loop.depth then loop.depth = loop.outer and depth(loop.outer) + 1 or 1 end
        return loop.depth
    end
    local deepest = 0
    for _, loop in ipairs(loops) do deepest = math.max(deepest, depth(loop)) end
    return deepest
end

for round = 1, ROUNDS do
    local graph = build(n)
    local loops = find_loops(graph)
    local count = { plain = 0, self = 0, reducible = 0, irreducible = 0 }
    for _, loop in ipairs(loops) do count[loop.kind] = count[loop.kind] + 1 end
    local deepest = deepest_nesting(loops)
    assert(count.reducible + count.self == LOOPS_IN_COPY * n and count.self == n)
    assert(count.irreducible == n)
    assert(deepest == 4)
    if round == ROUNDS then
        print(("%d blocks, %d loops, %d irreducible, nested %d deep"):format(#graph.blocks, #loops,
            count.irreducible, deepest))
    end
end

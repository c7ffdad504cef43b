-- Coroutine tasks under a round-robin scheduler, with queues between them: producers, workers,
-- a collector. Many live coroutines with stacks of several frames, yields from nested calls.
-- Size: messages.

local n = tonumber(arg and arg[1]) or 200000
local PRODUCERS, WORKERS, CAPACITY = 8, 50, 16

local yield = coroutine.yield

local function queue()
    return { first = 1, last = 0, items = {}, closed = false }
end

local function push(q, item)
    while q.last - q.first + 1 >= CAPACITY do yield() end
    q.last = q.last + 1
    q.items[q.last] = item
end

local function pull(q)
    while q.first > q.last do
        if q.closed then return nil end
        yield()
    end
    local item = q.items[q.first]
    q.items[q.first] = nil
    q.first = q.first + 1
    return item
end

-- Work with yields deep in a recursion.
local function depth_sum(depth, value)
    if depth == 0 then
        if value % 16 == 0 then yield() end
        return value
    end
    return depth_sum(depth - 1, value) + 1
end

local jobs, results = queue(), queue()
local producing, working, turns, sum = PRODUCERS, WORKERS, 0, 0
local tasks = {}

local function spawn(body, ...)
    local task = coroutine.create(body)
    local ok, message = coroutine.resume(task, ...)
    assert(ok, message)
    tasks[#tasks + 1] = task
end

local function producer(first)
    for value = first, n, PRODUCERS do push(jobs, value) end
    producing = producing - 1
    if producing == 0 then jobs.closed = true end
end

local function worker()
    for value in pull, jobs do push(results, depth_sum(6, value)) end
    working = working - 1
    if working == 0 then results.closed = true end
end

local function collector()
    for value in pull, results do sum = sum + value end
end

for i = 1, PRODUCERS do spawn(producer, i) end
for _ = 1, WORKERS do spawn(worker) end
spawn(collector)
while #tasks > 0 do
    local alive = {}
    for _, task in ipairs(tasks) do
        if coroutine.status(task) ~= "dead" then
            turns = turns + 1
            local ok, message = coroutine.resume(task)
            assert(ok, message)
            alive[#alive + 1] = task
        end
    end
    tasks = alive
end
print(("%d messages, %d turns, sum %d"):format(n, turns, sum))
assert(sum == n * (n + 1) / 2 + 6 * n)

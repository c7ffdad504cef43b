-- Coroutines at work: pipelines of stages, and a round-robin scheduler with channels.
--
--   lua pipeline.lua
--
-- A stage is a function that returns an iterator; stages chain like filters of a shell:
--
--   pipeline.collect(pipeline.take(3, pipeline.filter(is_even, pipeline.range(1, 100))))

local here = arg and arg[0] and arg[0]:match("^(.*[/\\])") or "./"
package.path = here .. "?.lua;" .. package.path
local corpus = require "corpus"

local pipeline = {}

local yield = coroutine.yield

---------------------------------------------------------------------------------------------
-- Stages
---------------------------------------------------------------------------------------------

-- The integers first..last; without `last`, endlessly.
function pipeline.range(first, last)
    return coroutine.wrap(function()
        for i = first, last or math.maxinteger do yield(i) end
    end)
end

-- The lines of a text, without their ends.
function pipeline.lines(text)
    return coroutine.wrap(function()
        for line in text:gmatch("[^\n]+") do yield(line) end
    end)
end

-- All matches of a pattern in each string.
function pipeline.matches(pattern, source)
    return coroutine.wrap(function()
        for text in source do
            for match in text:gmatch(pattern) do yield(match) end
        end
    end)
end

function pipeline.map(transform, source)
    return coroutine.wrap(function()
        for value in source do yield(transform(value)) end
    end)
end

function pipeline.filter(accept, source)
    return coroutine.wrap(function()
        for value in source do
            if accept(value) then yield(value) end
        end
    end)
end

function pipeline.take(count, source)
    return coroutine.wrap(function()
        for _ = 1, count do
            local value = source()
            if value == nil then return end
            yield(value)
        end
    end)
end

-- Pairs up the values of two sources, till one ends.
function pipeline.zip(left, right)
    return coroutine.wrap(function()
        while true do
            local a, b = left(), right()
            if a == nil or b == nil then return end
            yield(a, b)
        end
    end)
end

-- Arrays of `size` values each; the last one may be shorter.
function pipeline.batch(size, source)
    return coroutine.wrap(function()
        local batch = {}
        for value in source do
            batch[#batch + 1] = value
            if #batch == size then
                yield(batch)
                batch = {}
            end
        end
        if #batch > 0 then yield(batch) end
    end)
end

function pipeline.fold(combine, result, source)
    for value in source do result = combine(result, value) end
    return result
end

function pipeline.collect(source)
    local list = {}
    for value in source do list[#list + 1] = value end
    return list
end

-- The primes, by a chain of filters that grows by one stage for each prime found.
function pipeline.primes()
    return coroutine.wrap(function()
        local source = pipeline.range(2)
        while true do
            local prime = source()
            yield(prime)
            source = pipeline.filter(function(n) return n % prime ~= 0 end, source)
        end
    end)
end

-- The nodes of a binary tree { left, value, right }, in order, by recursion inside a coroutine.
function pipeline.walk(tree)
    local function visit(node)
        if not node then return end
        visit(node[1])
        yield(node[2])
        visit(node[3])
    end
    return coroutine.wrap(function() visit(tree) end)
end

---------------------------------------------------------------------------------------------
-- The scheduler
---------------------------------------------------------------------------------------------

-- Tasks take turns in a queue. A task gives up its turn by pausing, sleeping for some turns,
-- or waiting at a channel that is full or empty.
local Scheduler = {}
Scheduler.__index = Scheduler

function pipeline.scheduler()
    return setmetatable({ ready = {}, first = 1, last = 0, turns = 0, alive = 0,
                          failures = {} }, Scheduler)
end

function Scheduler:enqueue(task)
    self.last = self.last + 1
    self.ready[self.last] = task
end

function Scheduler:spawn(name, body, ...)
    local task = { name = name, thread = coroutine.create(body), arguments = table.pack(...) }
    self.alive = self.alive + 1
    self:enqueue(task)
    return task
end

function Scheduler.pause()
    yield("pause")
end

function Scheduler.sleep(turns)
    yield("sleep", turns)
end

-- One turn of one task.
function Scheduler:turn(task)
    self.turns = self.turns + 1
    local arguments = task.arguments
    task.arguments = nil
    local ok, request, detail
    if arguments then
        ok, request, detail = coroutine.resume(task.thread, table.unpack(arguments, 1, arguments.n))
    else
        ok, request, detail = coroutine.resume(task.thread)
    end
    if not ok then
        self.failures[#self.failures + 1] = ("%s: %s"):format(task.name, tostring(request))
    end
    if coroutine.status(task.thread) == "dead" then
        self.alive = self.alive - 1
        coroutine.close(task.thread)
    elseif request == "pause" then
        self:enqueue(task)
    elseif request == "sleep" then
        task.wake = self.turns + detail
        self:enqueue(task)
    else
        assert(request == "wait", "a task yielded something unknown")
    end -- a waiting task is in the channel's list, which wakes it
end

-- Runs until no task can go on. Returns how many are left, waiting for each other.
function Scheduler:run()
    while self.first <= self.last do
        local task = self.ready[self.first]
        self.ready[self.first] = nil
        self.first = self.first + 1
        if task.wake and task.wake > self.turns then
            self.turns = self.turns + 1
            self:enqueue(task)
        else
            task.wake = nil
            self.current = task
            self:turn(task)
        end
    end
    return self.alive
end

-- A channel holds up to `capacity` values between tasks of one scheduler.
local Channel = {}
Channel.__index = Channel
Channel.__close = function(channel) channel:finish() end

function Scheduler:channel(capacity)
    return setmetatable({ scheduler = self, capacity = capacity, values = {}, first = 1, last = 0,
                          senders = {}, receivers = {}, finished = false }, Channel)
end

local function wait_in(channel, list)
    table.insert(list, channel.scheduler.current)
    yield("wait")
end

local function wake_one(channel, list)
    local task = table.remove(list, 1)
    if task then channel.scheduler:enqueue(task) end
end

function Channel:send(value)
    while self.last - self.first + 1 >= self.capacity do wait_in(self, self.senders) end
    assert(not self.finished, "sent to a finished channel")
    self.last = self.last + 1
    self.values[self.last] = value
    wake_one(self, self.receivers)
end

-- The next value, or nil when the channel is finished and empty.
function Channel:receive()
    while self.first > self.last do
        if self.finished then return nil end
        wait_in(self, self.receivers)
    end
    local value = self.values[self.first]
    self.values[self.first] = nil
    self.first = self.first + 1
    wake_one(self, self.senders)
    return value
end

function Channel:finish()
    self.finished = true
    while #self.receivers > 0 do wake_one(self, self.receivers) end
end

-- for value in channel:each() do ... end
function Channel:each()
    return self.receive, self
end

---------------------------------------------------------------------------------------------
-- Checks
---------------------------------------------------------------------------------------------

local function check_stages(text)
    local squares = pipeline.map(function(n) return n * n end, pipeline.range(1, 10))
    assert(table.concat(pipeline.collect(squares), " ") == "1 4 9 16 25 36 49 64 81 100")

    local primes = pipeline.collect(pipeline.take(40, pipeline.primes()))
    assert(primes[1] == 2 and primes[20] == 71 and primes[40] == 173)

    local tree = { { nil, 1, { nil, 2 } }, 3, { { nil, 4 }, 5, { { nil, 6 }, 7 } } }
    assert(table.concat(pipeline.collect(pipeline.walk(tree))) == "1234567")

    local dot = 0
    for a, b in pipeline.zip(pipeline.range(1, 5), pipeline.range(6)) do dot = dot + a * b end
    assert(dot == 6 + 14 + 24 + 36 + 50)

    -- Long words, counted through five stages and directly.
    local words = pipeline.matches("%a+", pipeline.map(string.lower, pipeline.lines(text)))
    local long = pipeline.filter(function(word) return #word > 8 end, words)
    local through = pipeline.fold(function(sum, batch) return sum + #batch end, 0,
        pipeline.batch(64, long))
    local _, direct = text:gsub("%a%a%a%a%a%a%a%a%a+", "")
    assert(through == direct, "the pipeline lost words")
    return through
end

-- Producers, workers and a collector over bounded channels.
local function check_channels(messages)
    local scheduler = pipeline.scheduler()
    local jobs, results = scheduler:channel(4), scheduler:channel(2)
    local producing, working, sum, received = 3, 5, 0, 0
    for p = 1, 3 do
        scheduler:spawn("producer " .. p, function(first, step)
            for n = first, messages, step do
                jobs:send(n)
                if n % 7 == 0 then scheduler.pause() end
            end
            producing = producing - 1
            if producing == 0 then jobs:finish() end
        end, p, 3)
    end
    for w = 1, 5 do
        scheduler:spawn("worker " .. w, function()
            for n in jobs:each() do
                if n % 11 == 0 then scheduler.sleep(w) end
                results:send(n * n)
            end
            working = working - 1
            if working == 0 then results:finish() end
        end)
    end
    scheduler:spawn("collector", function()
        for square in results:each() do
            sum, received = sum + square, received + 1
        end
    end)
    assert(scheduler:run() == 0, "tasks are left over")
    assert(#scheduler.failures == 0, scheduler.failures[1])
    assert(received == messages, "messages are lost")
    assert(sum == messages * (messages + 1) * (2 * messages + 1) // 6)
    return scheduler.turns
end

-- A task that fails does not stop the others; its channel is closed on the way out.
local function check_failures()
    local scheduler = pipeline.scheduler()
    local channel, trace = scheduler:channel(1), {}
    scheduler:spawn("faulty", function()
        local output <close> = channel
        output:send("one")
        output:send("two")
        error("broken", 0)
    end)
    scheduler:spawn("reader", function()
        for value in channel:each() do trace[#trace + 1] = value end
        trace[#trace + 1] = "end"
    end)
    scheduler:spawn("stuck", function() scheduler:channel(1):receive() end)
    assert(scheduler:run() == 1, "the stuck task should be left over")
    assert(table.concat(trace, " ") == "one two end")
    assert(#scheduler.failures == 1 and scheduler.failures[1] == "faulty: broken")

    -- Yields across pcall and a metamethod.
    local thread = coroutine.wrap(function()
        local ok, message = pcall(function()
            yield "in pcall"
            error("caught", 0)
        end)
        yield(ok == false and message)
        local lazy = setmetatable({}, { __index = function(_, key) return yield(key) end })
        yield(lazy.field)
        return "done"
    end)
    assert(thread() == "in pcall" and thread() == "caught" and thread() == "field")
    assert(thread("from outside") == "from outside" and thread() == "done")
end

-- Runs all checks; returns a line about them.
function pipeline.selftest(bytes)
    local text = corpus.generate(bytes or 200000, 3)
    local words = check_stages(text)
    local turns = check_channels(3000)
    check_failures()
    return ("%d long words through 5 stages, 40 primes, %d turns of 9 tasks"):format(words,
        turns)
end

if arg and arg[0] and arg[0]:find("pipeline%.lua$") then
    print(pipeline.selftest())
end

return pipeline

-- Pauses: how long a program that allocates steadily is held up by the collector.
--
--     pauses.lua [LIVE [MODE [TURNS]]]     mebibytes alive (1024), incremental or generational, turns (2000000)
--
-- A large structure of small tables, strings and closures stays alive; every turn drops some of it and
-- makes as much anew, as a server with sessions would. The processor time of each turn is taken: what
-- other processes do does not count. Prints a histogram of turns and of the time that turns of each length took
-- together, then percentiles of those turns in which the collector worked (ten times the median
-- and more), and of all.

local live = tonumber(arg and arg[1]) or 1024
local mode = arg and arg[2] or "incremental"
local turns = tonumber(arg and arg[3]) or 2000000

local clock = os.clock

-- A session: some 1,000 bytes in 12 objects.
local function session(id)
    local fields = {}
    for i = 1, 4 do
        fields[i] = { name = "field" .. (id + i), value = id * i, previous = fields[i - 1] }
    end
    return { id = id, fields = fields, text = ("x"):rep(100 + id % 100), get = function() return id end }
end

collectgarbage("stop")
local before = collectgarbage("count")
local sample = {}
for i = 1, 1000 do sample[i] = session(i) end
local count = math.floor(live * 1024 / ((collectgarbage("count") - before) / 1000))
sample = nil
collectgarbage("restart")

local sessions = {}
for i = 1, count do sessions[i] = session(i) end
if mode == "generational" then collectgarbage("generational") else collectgarbage("incremental") end
collectgarbage()
print(("%d MiB alive in %d sessions, %s mode"):format(collectgarbage("count") // 1024, count, mode))

local SLOTS = 24 -- powers of two, in microseconds
local histogram, time_of = {}, {}
for i = 0, SLOTS do histogram[i], time_of[i] = 0, 0 end
local times = {}
for turn = 1, turns do times[turn] = 0 end
local random = 12345
local last = clock()
for turn = 1, turns do
    random = (random * 1103515245 + 12345) % 2147483648
    sessions[random % count + 1] = session(turn)
    local now = clock()
    times[turn] = now - last
    last = clock()
end

local function slot_of(seconds)
    local slot, limit = 0, 1e-6
    while seconds >= limit and slot < SLOTS do
        slot, limit = slot + 1, limit * 2
    end
    return slot
end
for turn = 1, turns do
    local slot = slot_of(times[turn])
    histogram[slot] = histogram[slot] + 1
    time_of[slot] = time_of[slot] + times[turn]
end
print("turns shorter than        turns   milliseconds together")
for slot = 0, SLOTS do
    if histogram[slot] > 0 then
        print(("%10d us %18d %12.1f"):format(2 ^ slot, histogram[slot], time_of[slot] * 1000))
    end
end

table.sort(times)
local function percentiles(name, first)
    local total = turns - first + 1
    local function at(share) return times[first + math.floor((total - 1) * share)] * 1000 end
    print(("%s (%d turns): median %.3f ms, 99 %% %.3f ms, 99.9 %% %.3f ms, longest %.3f ms"):format(
        name, total, at(0.5), at(0.99), at(0.999), at(1)))
end
local first = 1
while first < turns and times[first] < 10 * times[math.floor(turns / 2)] do first = first + 1 end
percentiles("with collection", first)
percentiles("all", 1)

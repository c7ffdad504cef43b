-- Richards: the kernel of a small operating system that schedules six tasks exchanging packets
-- (Martin Richards' systems programming benchmark). Polymorphic methods and linked objects.
-- Size: count of the idle task.

local n = tonumber(arg and arg[1]) or 10000
local ROUNDS = 25
local KNOWN = { [1000] = { 2322, 928 }, [10000] = { 23246, 9297 } }

local IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = 1, 2, 3, 4, 5, 6
local DEVICE_PACKET, WORK_PACKET = 0, 1
local PAYLOAD = 4

local Packet = {}
Packet.__index = Packet

function Packet.new(link, destination, kind)
    local payload = {}
    for i = 1, PAYLOAD do payload[i] = 0 end
    return setmetatable({ link = link, destination = destination, kind = kind, datum = 0,
                          payload = payload }, Packet)
end

-- Appends the packet to a queue; returns the queue's head.
function Packet:append_to(queue)
    self.link = nil
    if not queue then return self end
    local last = queue
    while last.link do last = last.link end
    last.link = self
    return queue
end

---------------------------------------------------------------------------------------------

local Scheduler = {}
Scheduler.__index = Scheduler

function Scheduler.new()
    return setmetatable({ tasks = {}, list = nil, current = nil, queued = 0, held = 0 },
        Scheduler)
end

-- A task is ready when it is neither held nor waiting, or waits but has a packet.
function Scheduler:add(id, priority, queue, behaviour)
    local task = { id = id, priority = priority, queue = queue, behaviour = behaviour,
                   next = self.list, held = false, suspended = true, runnable = queue ~= nil }
    self.list = task
    self.tasks[id] = task
    return task
end

function Scheduler:run_task(task)
    local packet
    if task.suspended and task.runnable then
        packet = task.queue
        task.queue = packet.link
        task.suspended = false
        task.runnable = task.queue ~= nil
    end
    return task.behaviour:run(packet)
end

function Scheduler:run()
    self.current = self.list
    while self.current do
        local task = self.current
        if task.held or (task.suspended and not task.runnable) then
            self.current = task.next
        else
            self.current = self:run_task(task)
        end
    end
end

function Scheduler:release(id)
    local task = self.tasks[id]
    task.held = false
    if task.priority > self.current.priority then return task end
    return self.current
end

function Scheduler:hold()
    self.held = self.held + 1
    self.current.held = true
    return self.current.next
end

function Scheduler:wait()
    self.current.suspended = true
    return self.current
end

function Scheduler:queue(packet)
    local task = self.tasks[packet.destination]
    self.queued = self.queued + 1
    packet.destination = self.current.id
    if task.queue then
        packet:append_to(task.queue)
        return self.current
    end
    packet.link = nil
    task.queue = packet
    task.runnable = true
    if task.priority > self.current.priority then return task end
    return self.current
end

---------------------------------------------------------------------------------------------

-- Wakes the two devices by the bits of a shift register.
local IdleTask = {}
IdleTask.__index = IdleTask

function IdleTask:run()
    self.count = self.count - 1
    if self.count == 0 then return self.scheduler:hold() end
    local half = math.floor(self.register / 2)
    if self.register % 2 == 0 then
        self.register = half
        return self.scheduler:release(DEVICE_A)
    end
    -- Exclusive or with 0xD008, whose bits 3, 12, 14, 15 are set; bit 15 of half is clear.
    local flipped = half + 32768
    for _, bit in ipairs { 8, 4096, 16384 } do
        if math.floor(half / bit) % 2 == 1 then
            flipped = flipped - bit
        else
            flipped = flipped + bit
        end
    end
    self.register = flipped
    return self.scheduler:release(DEVICE_B)
end

local WorkerTask = {}
WorkerTask.__index = WorkerTask

function WorkerTask:run(packet)
    if not packet then return self.scheduler:wait() end
    self.handler = self.handler == HANDLER_A and HANDLER_B or HANDLER_A
    packet.destination = self.handler
    packet.datum = 0
    for i = 1, PAYLOAD do
        self.letter = self.letter % 26 + 1
        packet.payload[i] = self.letter
    end
    return self.scheduler:queue(packet)
end

local HandlerTask = {}
HandlerTask.__index = HandlerTask

function HandlerTask:run(packet)
    if packet then
        if packet.kind == WORK_PACKET then
            self.work = packet:append_to(self.work)
        else
            self.devices = packet:append_to(self.devices)
        end
    end
    local work = self.work
    if work then
        if work.datum >= PAYLOAD then
            self.work = work.link
            return self.scheduler:queue(work)
        end
        local device = self.devices
        if device then
            self.devices = device.link
            device.datum = work.payload[work.datum + 1]
            work.datum = work.datum + 1
            return self.scheduler:queue(device)
        end
    end
    return self.scheduler:wait()
end

local DeviceTask = {}
DeviceTask.__index = DeviceTask

function DeviceTask:run(packet)
    if not packet then
        local pending = self.pending
        if not pending then return self.scheduler:wait() end
        self.pending = nil
        return self.scheduler:queue(pending)
    end
    self.pending = packet
    return self.scheduler:hold()
end

---------------------------------------------------------------------------------------------

local function packets(count, destination, kind)
    local queue
    for _ = 1, count do queue = Packet.new(queue, destination, kind) end
    return queue
end

local function richards(count)
    local scheduler = Scheduler.new()
    local idle = setmetatable({ scheduler = scheduler, register = 1, count = count }, IdleTask)
    scheduler:add(IDLE, 0, nil, idle).suspended = false
    scheduler:add(WORKER, 1000, packets(2, WORKER, WORK_PACKET), setmetatable(
        { scheduler = scheduler, handler = HANDLER_A, letter = 0 }, WorkerTask))
    scheduler:add(HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE_PACKET),
        setmetatable({ scheduler = scheduler }, HandlerTask))
    scheduler:add(HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE_PACKET),
        setmetatable({ scheduler = scheduler }, HandlerTask))
    scheduler:add(DEVICE_A, 4000, nil, setmetatable({ scheduler = scheduler }, DeviceTask))
    scheduler:add(DEVICE_B, 5000, nil, setmetatable({ scheduler = scheduler }, DeviceTask))
    scheduler:run()
    return scheduler.queued, scheduler.held
end

local queued, held
for _ = 1, ROUNDS do
    queued, held = richards(n)
    local known = KNOWN[n]
    assert(not known or (known[1] == queued and known[2] == held))
end
print(("queued %d, held %d"):format(queued, held))

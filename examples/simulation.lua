-- An orrery: the solar system as objects, moved by gravity, with an agenda of events.
--
--   lua simulation.lua [YEARS]
--
-- Units: astronomical units, years, solar masses; the constant of gravity is then 4 pi^2. The
-- integrator is leapfrog (kick, drift, kick), which keeps the energy error bounded. Events wait
-- in a priority queue; each event may schedule further ones.

local simulation = {}

local G = 4 * math.pi ^ 2

-- A class with single inheritance: methods are looked up along the chain of parents, and
-- metamethods are copied down. Class(...) makes an object and calls its method `init`.
local function class(name, parent)
    local new = { name = name }
    for key, value in pairs(parent or {}) do
        if key:find("^__") then new[key] = value end
    end
    new.__index, new.__name = new, name
    return setmetatable(new, {
        __index = parent,
        __call = function(self, ...)
            local object = setmetatable({}, self)
            object:init(...)
            return object
        end,
    })
end

---------------------------------------------------------------------------------------------
-- Vectors
---------------------------------------------------------------------------------------------

local Vector = class "Vector"

function Vector:init(x, y, z)
    self.x, self.y, self.z = x, y, z
end

function Vector.__add(a, b) return Vector(a.x + b.x, a.y + b.y, a.z + b.z) end
function Vector.__sub(a, b) return Vector(a.x - b.x, a.y - b.y, a.z - b.z) end
function Vector.__unm(a) return Vector(-a.x, -a.y, -a.z) end
function Vector.__eq(a, b) return a.x == b.x and a.y == b.y and a.z == b.z end

function Vector.__mul(a, b)
    if type(a) == "number" then a, b = b, a end
    return Vector(a.x * b, a.y * b, a.z * b)
end

function Vector.__tostring(v)
    return ("(%.3f, %.3f, %.3f)"):format(v.x, v.y, v.z)
end

function Vector:dot(other)
    return self.x * other.x + self.y * other.y + self.z * other.z
end

function Vector:cross(other)
    return Vector(self.y * other.z - self.z * other.y, self.z * other.x - self.x * other.z,
        self.x * other.y - self.y * other.x)
end

function Vector:length()
    return math.sqrt(self:dot(self))
end

---------------------------------------------------------------------------------------------
-- Bodies
---------------------------------------------------------------------------------------------

local Body = class "Body"

function Body:init(name, mass, position, velocity)
    self.name, self.mass = name, mass
    self.position, self.velocity = position, velocity
    self.acceleration = Vector(0, 0, 0)
end

function Body:kinetic_energy()
    return 0.5 * self.mass * self.velocity:dot(self.velocity)
end

function Body:describe()
    return ("%s at %s"):format(self.name, tostring(self.position))
end

Body.__tostring = function(self) return self:describe() end

local Star = class("Star", Body)

function Star:describe()
    return "star " .. Body.describe(self)
end

-- A body that goes around another one, started at the point of its orbit nearest to it.
-- Distances in AU, inclination in degrees.
local Orbiter = class("Orbiter", Body)

function Orbiter:init(name, mass, parent, axis, eccentricity, inclination)
    local mu = G * (parent.mass + mass)
    local near = axis * (1 - eccentricity)
    local speed = math.sqrt(mu / axis * (1 + eccentricity) / (1 - eccentricity))
    local tilt = math.rad(inclination)
    Body.init(self, name, mass, parent.position + Vector(near, 0, 0),
        parent.velocity + Vector(0, speed * math.cos(tilt), speed * math.sin(tilt)))
    self.parent, self.axis = parent, axis
    self.turns = {} -- times (in years) at which it came round to its starting direction
end

-- Kepler's third law: the period in years.
function Orbiter:expected_period()
    return math.sqrt(self.axis ^ 3 / (self.parent.mass + self.mass))
end

-- Called after each step: notes when the direction from the parent crosses the starting line,
-- interpolated within the step.
function Orbiter:watch(time, step)
    local y = self.position.y - self.parent.position.y
    local before = self.previous_y
    if before and before < 0 and y >= 0 then
        self.turns[#self.turns + 1] = time - step * y / (y - before)
    end
    self.previous_y = y
end

-- The mean of the measured periods, or nil before two turns.
function Orbiter:measured_period()
    local turns = self.turns
    if #turns < 2 then return nil end
    return (turns[#turns] - turns[1]) / (#turns - 1)
end

local Planet = class("Planet", Orbiter)
Planet.tolerance = 0.005 -- how far the others may pull its period off Kepler's, as a share

function Planet:describe()
    return ("planet %s, %d turns"):format(Orbiter.describe(self), #self.turns)
end

local Comet = class("Comet", Orbiter)
Comet.tolerance = 0.03

function Comet:describe()
    local distance = (self.position - self.parent.position):length()
    return ("comet %s, %.2f AU from its star"):format(self.name, distance)
end

---------------------------------------------------------------------------------------------
-- The agenda: a binary heap of events, the earliest first
---------------------------------------------------------------------------------------------

local Event = class "Event"

function Event:init(time, order, action)
    self.time, self.order, self.action = time, order, action
end

-- Events of the same time happen in the order of scheduling.
function Event.__lt(a, b)
    if a.time ~= b.time then return a.time < b.time end
    return a.order < b.order
end

local Agenda = class "Agenda"

function Agenda:init()
    self.heap, self.scheduled = {}, 0
end

function Agenda:schedule(time, action)
    self.scheduled = self.scheduled + 1
    local heap, event = self.heap, Event(time, self.scheduled, action)
    local child = #heap + 1
    while child > 1 do
        local parent = child // 2
        if not (event < heap[parent]) then break end
        heap[child] = heap[parent]
        child = parent
    end
    heap[child] = event
end

function Agenda:next_time()
    local first = self.heap[1]
    return first and first.time or math.huge
end

function Agenda:pop()
    local heap = self.heap
    local first, last = heap[1], table.remove(heap)
    local size = #heap
    if size == 0 then return first end
    local parent = 1
    while true do
        local child = 2 * parent
        if child > size then break end
        if child < size and heap[child + 1] < heap[child] then child = child + 1 end
        if not (heap[child] < last) then break end
        heap[parent] = heap[child]
        parent = child
    end
    heap[parent] = last
    return first
end

---------------------------------------------------------------------------------------------
-- The system
---------------------------------------------------------------------------------------------

local System = class "System"

function System:init(step)
    self.bodies, self.agenda = {}, Agenda()
    self.step, self.steps = step, 0
end

function System:add(body)
    table.insert(self.bodies, body)
    return body
end

function System:time()
    return self.steps * self.step
end

function System:attract()
    local bodies = self.bodies
    for _, body in ipairs(bodies) do
        local acceleration = body.acceleration
        acceleration.x, acceleration.y, acceleration.z = 0, 0, 0
    end
    for i = 1, #bodies - 1 do
        local a = bodies[i]
        local here, pull_a, mass_a = a.position, a.acceleration, G * a.mass
        for j = i + 1, #bodies do
            local b = bodies[j]
            local there, pull_b, mass_b = b.position, b.acceleration, G * b.mass
            local dx, dy, dz = there.x - here.x, there.y - here.y, there.z - here.z
            local square = dx * dx + dy * dy + dz * dz
            local weight = 1 / (square * math.sqrt(square))
            local on_a, on_b = mass_b * weight, mass_a * weight
            pull_a.x, pull_b.x = pull_a.x + on_a * dx, pull_b.x - on_b * dx
            pull_a.y, pull_b.y = pull_a.y + on_a * dy, pull_b.y - on_b * dy
            pull_a.z, pull_b.z = pull_a.z + on_a * dz, pull_b.z - on_b * dz
        end
    end
end

local function push(target, rate, time)
    target.x = target.x + rate.x * time
    target.y = target.y + rate.y * time
    target.z = target.z + rate.z * time
end

-- One step of leapfrog.
function System:advance()
    local step = self.step
    for _, body in ipairs(self.bodies) do
        push(body.velocity, body.acceleration, step / 2)
        push(body.position, body.velocity, step)
    end
    self:attract()
    self.steps = self.steps + 1
    local time = self:time()
    for _, body in ipairs(self.bodies) do
        push(body.velocity, body.acceleration, step / 2)
        if body.watch then body:watch(time, step) end
    end
end

-- Runs to a time in years, with the events on the way.
function System:run(until_time)
    self:attract()
    local agenda = self.agenda
    while self:time() < until_time do
        while agenda:next_time() <= self:time() do
            local event = agenda:pop()
            event.action(self, event.time)
        end
        self:advance()
    end
end

function System:energy()
    local energy = 0
    for i, body in ipairs(self.bodies) do
        energy = energy + body:kinetic_energy()
        for j = i + 1, #self.bodies do
            local other = self.bodies[j]
            local distance = (body.position - other.position):length()
            energy = energy - G * body.mass * other.mass / distance
        end
    end
    return energy
end

function System:momentum()
    local sum = Vector(0, 0, 0)
    for _, body in ipairs(self.bodies) do sum = sum + body.velocity * body.mass end
    return sum
end

function System:angular_momentum()
    local sum = Vector(0, 0, 0)
    for _, body in ipairs(self.bodies) do
        sum = sum + body.position:cross(body.velocity) * body.mass
    end
    return sum
end

-- Moves the frame so that the total momentum is zero.
function System:settle()
    local mass = 0
    for _, body in ipairs(self.bodies) do mass = mass + body.mass end
    local drift = self:momentum() * (1 / mass)
    for _, body in ipairs(self.bodies) do body.velocity = body.velocity - drift end
end

---------------------------------------------------------------------------------------------
-- The solar system
---------------------------------------------------------------------------------------------

-- name, mass, axis, eccentricity, inclination
local PLANETS = {
    { "Mercury", 1.660e-7, 0.3871, 0.2056, 7.00 },
    { "Venus", 2.448e-6, 0.7233, 0.0068, 3.39 },
    { "Earth", 3.040e-6, 1.0000, 0.0167, 0.00 },
    { "Mars", 3.227e-7, 1.5237, 0.0934, 1.85 },
    { "Jupiter", 9.548e-4, 5.2029, 0.0484, 1.30 },
    { "Saturn", 2.859e-4, 9.5367, 0.0539, 2.49 },
}

function simulation.solar_system(step)
    local system = System(step)
    local sun = system:add(Star("Sun", 1.0, Vector(0, 0, 0), Vector(0, 0, 0)))
    for _, row in ipairs(PLANETS) do
        local name, mass, axis, eccentricity, inclination = table.unpack(row)
        system:add(Planet(name, mass, sun, axis, eccentricity, inclination))
    end
    system:add(Comet("Encke", 1e-14, sun, 2.215, 0.848, 11.8))
    system:settle()
    return system
end

-- Lets a system run; an almanac of events samples the energy every tenth of a year and each
-- planet's distance from Earth on its own beat. Returns the record.
function simulation.observe(system, years)
    local record = { start = system:energy(), worst = 0, samples = 0, nearest = {} }
    local earth
    for _, body in ipairs(system.bodies) do
        if body.name == "Earth" then earth = body end
    end

    local function sample_energy(self, time)
        record.worst = math.max(record.worst, math.abs(self:energy() / record.start - 1))
        record.samples = record.samples + 1
        self.agenda:schedule(time + 0.1, sample_energy)
    end
    system.agenda:schedule(0, sample_energy)

    for index, body in ipairs(system.bodies) do
        local function sample_distance(self, time)
            local distance = (body.position - earth.position):length()
            record.nearest[body.name] = math.min(distance, record.nearest[body.name] or distance)
            self.agenda:schedule(time + 0.01 * index, sample_distance)
        end
        if body ~= earth then system.agenda:schedule(0, sample_distance) end
    end

    system:run(years)
    return record
end

local function check_agenda()
    local agenda, state, last, count = Agenda(), 12345, -1, 0
    for _ = 1, 500 do
        state = (state * 1103515245 + 12345) % 2147483648
        agenda:schedule(state % 97, state)
    end
    while agenda:next_time() < math.huge do
        local event = agenda:pop()
        assert(event.time >= last, "events out of order")
        last, count = event.time, count + 1
    end
    assert(count == 500)
end

-- Runs the solar system and checks the laws it must obey; returns a line about it.
function simulation.selftest(years)
    years = years or 5
    check_agenda()
    assert(Vector(1, 2, 3) * 2 - Vector(1, 1, 1) == -Vector(-1, -3, -5))

    local system = simulation.solar_system(0.0025)
    local momentum, spin = system:momentum(), system:angular_momentum()
    local record = simulation.observe(system, years)
    assert(record.worst < 1e-4, "energy is not conserved")
    assert((system:momentum() - momentum):length() < 1e-12, "momentum is not conserved")
    assert((system:angular_momentum() - spin):length() < 1e-12, "spin is not conserved")

    local turns = 0
    for _, body in ipairs(system.bodies) do
        local period = body.measured_period and body:measured_period()
        if period then
            local error = math.abs(period / body:expected_period() - 1)
            assert(error < body.tolerance, body.name .. " violates Kepler's third law")
            turns = turns + #body.turns
        end
    end
    assert(turns >= 4 * years, "too few turns")
    assert(tostring(system.bodies[1]):find("^star Sun at"))
    return ("%d bodies, %d steps, %d turns, %d events, energy within %.0e"):format(
        #system.bodies, system.steps, turns, system.agenda.scheduled, record.worst)
end

local function main(years)
    local system = simulation.solar_system(0.0025)
    local record = simulation.observe(system, years)
    for _, body in ipairs(system.bodies) do
        print(body)
        local period = body.measured_period and body:measured_period()
        if period then
            print(("    period %.4f years (by Kepler %.4f)"):format(period,
                body:expected_period()))
        end
        if record.nearest[body.name] then
            print(("    nearest to Earth: %.3f AU"):format(record.nearest[body.name]))
        end
    end
    print(("energy error below %.1e in %d samples"):format(record.worst, record.samples))
end

if arg and arg[0] and arg[0]:find("simulation%.lua$") then
    main(tonumber(arg[1]) or 12)
end

return simulation

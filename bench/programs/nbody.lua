-- N-body: the Sun and the four giant planets under gravity, symplectic Euler steps of 0.01 days
-- (after the Computer Language Benchmarks Game). Floating point and fields of objects.
-- Size: steps.

local n = tonumber(arg and arg[1]) or 250000
local KNOWN = { [1000] = "-0.169087605", [250000] = "-0.169085989" }

local sqrt = math.sqrt
local SOLAR_MASS = 4 * math.pi * math.pi
local DAYS = 365.24

local function body(x, y, z, vx, vy, vz, mass)
    return { x = x, y = y, z = z, vx = vx * DAYS, vy = vy * DAYS, vz = vz * DAYS,
             mass = mass * SOLAR_MASS }
end

local bodies = {
    body(0, 0, 0, 0, 0, 0, 1),
    body(4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
        1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05,
        9.54791938424326609e-04),
    body(8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
        -2.76742510726411899e-03, 4.99852801234917238e-03, 2.30417297573763929e-05,
        2.85885980666130812e-04),
    body(1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
        2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05,
        4.36624404335156298e-05),
    body(1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
        2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05,
        5.15138902046611451e-05),
}

local function settle(all)
    local px, py, pz = 0, 0, 0
    for _, b in ipairs(all) do
        px, py, pz = px + b.vx * b.mass, py + b.vy * b.mass, pz + b.vz * b.mass
    end
    local sun = all[1]
    sun.vx, sun.vy, sun.vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS
end

local function energy(all)
    local e = 0
    for i, a in ipairs(all) do
        e = e + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for j = i + 1, #all do
            local b = all[j]
            local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            e = e - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
        end
    end
    return e
end

local function advance(all, count, dt)
    for i = 1, count do
        local a = all[i]
        local ax, ay, az, amass = a.x, a.y, a.z, a.mass
        local vx, vy, vz = a.vx, a.vy, a.vz
        for j = i + 1, count do
            local b = all[j]
            local dx, dy, dz = ax - b.x, ay - b.y, az - b.z
            local square = dx * dx + dy * dy + dz * dz
            local magnitude = dt / (square * sqrt(square))
            local pull = b.mass * magnitude
            vx, vy, vz = vx - dx * pull, vy - dy * pull, vz - dz * pull
            pull = amass * magnitude
            b.vx, b.vy, b.vz = b.vx + dx * pull, b.vy + dy * pull, b.vz + dz * pull
        end
        a.vx, a.vy, a.vz = vx, vy, vz
        a.x, a.y, a.z = ax + dt * vx, ay + dt * vy, az + dt * vz
    end
end

settle(bodies)
local before = ("%.9f"):format(energy(bodies))
for _ = 1, n do advance(bodies, #bodies, 0.01) end
local after = ("%.9f"):format(energy(bodies))
print(before)
print(after)
assert(before == "-0.169075164")
assert(not KNOWN[n] or KNOWN[n] == after)

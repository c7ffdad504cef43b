"""N-body, as programs/nbody.lua."""
import math
import sys

n = int(sys.argv[1]) if len(sys.argv) > 1 else 250000
KNOWN = {1000: "-0.169087605", 250000: "-0.169085989"}

SOLAR_MASS = 4 * math.pi * math.pi
DAYS = 365.24


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx * DAYS, vy * DAYS, vz * DAYS
        self.mass = mass * SOLAR_MASS


bodies = [
    Body(0, 0, 0, 0, 0, 0, 1),
    Body(4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
         1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05,
         9.54791938424326609e-04),
    Body(8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
         -2.76742510726411899e-03, 4.99852801234917238e-03, 2.30417297573763929e-05,
         2.85885980666130812e-04),
    Body(1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
         2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05,
         4.36624404335156298e-05),
    Body(1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
         2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05,
         5.15138902046611451e-05),
]


def settle(everything):
    px = py = pz = 0
    for b in everything:
        px, py, pz = px + b.vx * b.mass, py + b.vy * b.mass, pz + b.vz * b.mass
    sun = everything[0]
    sun.vx, sun.vy, sun.vz = -px / SOLAR_MASS, -py / SOLAR_MASS, -pz / SOLAR_MASS


def energy(everything):
    e = 0
    for i, a in enumerate(everything):
        e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in everything[i + 1:]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            e -= a.mass * b.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
    return e


def advance(everything, count, dt):
    sqrt = math.sqrt
    for i in range(count):
        a = everything[i]
        ax, ay, az, amass = a.x, a.y, a.z, a.mass
        vx, vy, vz = a.vx, a.vy, a.vz
        for j in range(i + 1, count):
            b = everything[j]
            dx, dy, dz = ax - b.x, ay - b.y, az - b.z
            square = dx * dx + dy * dy + dz * dz
            magnitude = dt / (square * sqrt(square))
            pull = b.mass * magnitude
            vx, vy, vz = vx - dx * pull, vy - dy * pull, vz - dz * pull
            pull = amass * magnitude
            b.vx, b.vy, b.vz = b.vx + dx * pull, b.vy + dy * pull, b.vz + dz * pull
        a.vx, a.vy, a.vz = vx, vy, vz
        a.x, a.y, a.z = ax + dt * vx, ay + dt * vy, az + dt * vz


settle(bodies)
before = "%.9f" % energy(bodies)
for _ in range(n):
    advance(bodies, len(bodies), 0.01)
after = "%.9f" % energy(bodies)
print(before)
print(after)
assert before == "-0.169075164"
assert KNOWN.get(n, after) == after

-- Ray tracer: spheres over a checkered floor, with shadows and reflections. Objects with methods,
-- short-lived vectors, floating point.
-- Size: width and height of the picture.

local n = tonumber(arg and arg[1]) or 150

local sqrt, floor, huge = math.sqrt, math.floor, math.huge

local Vector = {}
Vector.__index = Vector

local function vector(x, y, z)
    return setmetatable({ x = x, y = y, z = z }, Vector)
end

Vector.__add = function(a, b) return vector(a.x + b.x, a.y + b.y, a.z + b.z) end
Vector.__sub = function(a, b) return vector(a.x - b.x, a.y - b.y, a.z - b.z) end
Vector.__mul = function(a, k) return vector(a.x * k, a.y * k, a.z * k) end

function Vector:dot(b) return self.x * b.x + self.y * b.y + self.z * b.z end
function Vector:unit() return self * (1 / sqrt(self:dot(self))) end

function Vector:reflect(normal)
    return self - normal * (2 * self:dot(normal))
end

---------------------------------------------------------------------------------------------
-- Things: hit(origin, direction) gives the distance or nil
---------------------------------------------------------------------------------------------

local Sphere = {}
Sphere.__index = Sphere

function Sphere.new(center, radius, color, mirror)
    return setmetatable({ center = center, radius = radius, color = color, mirror = mirror },
        Sphere)
end

function Sphere:hit(origin, direction)
    local to_center = self.center - origin
    local along = to_center:dot(direction)
    local square = to_center:dot(to_center) - along * along
    local radius2 = self.radius * self.radius
    if square > radius2 then return nil end
    local half = sqrt(radius2 - square)
    if along - half > 1e-6 then return along - half end
    if along + half > 1e-6 then return along + half end
    return nil
end

function Sphere:normal(point) return (point - self.center) * (1 / self.radius) end
function Sphere:color_at() return self.color end

local Floor = {}
Floor.__index = Floor

function Floor.new(height, light, dark, mirror)
    return setmetatable({ height = height, light = light, dark = dark, mirror = mirror,
                          up = vector(0, 1, 0) }, Floor)
end

function Floor:hit(origin, direction)
    if direction.y > -1e-6 then return nil end
    local distance = (self.height - origin.y) / direction.y
    return distance > 1e-6 and distance or nil
end

function Floor:normal() return self.up end

function Floor:color_at(point)
    return (floor(point.x) + floor(point.z)) % 2 == 0 and self.light or self.dark
end

---------------------------------------------------------------------------------------------
-- Tracing
---------------------------------------------------------------------------------------------

local SKY = vector(0.3, 0.5, 0.9)
local LIGHT = vector(-4, 8, -6)

local function nearest(scene, origin, direction)
    local best, thing = huge, nil
    for i = 1, #scene do
        local distance = scene[i]:hit(origin, direction)
        if distance and distance < best then best, thing = distance, scene[i] end
    end
    return thing, best
end

local function trace(scene, origin, direction, depth)
    local thing, distance = nearest(scene, origin, direction)
    if not thing then return SKY end
    local point = origin + direction * distance
    local normal = thing:normal(point)
    local to_light = (LIGHT - point):unit()
    local brightness = 0.15
    local diffuse = normal:dot(to_light)
    if diffuse > 0 and not nearest(scene, point, to_light) then
        brightness = brightness + 0.85 * diffuse
    end
    local color = thing:color_at(point) * brightness
    if depth > 0 and thing.mirror > 0 then
        local reflected = trace(scene, point, direction:reflect(normal), depth - 1)
        color = color * (1 - thing.mirror) + reflected * thing.mirror
    end
    return color
end

local scene = { Floor.new(-1, vector(0.9, 0.9, 0.9), vector(0.2, 0.2, 0.2), 0.2) }
for i = 0, 7 do
    local angle = i * math.pi / 4
    scene[#scene + 1] = Sphere.new(vector(2 * math.cos(angle), -0.4, 5 + 2 * math.sin(angle)), 0.6,
        vector(0.3 + 0.08 * i, 0.9 - 0.08 * i, 0.5), 0.3)
end
scene[#scene + 1] = Sphere.new(vector(0, 0.3, 5), 1.1, vector(0.9, 0.8, 0.6), 0.6)

local function byte_of(level)
    return floor(math.min(1, level) * 255 + 0.5)
end

local eye, sum, weighted, minimum, maximum = vector(0, 1, -2), 0, 0, 255, 0
for row = 0, n - 1 do
    for column = 0, n - 1 do
        local direction = vector((column + 0.5) / n - 0.5, 0.35 - (row + 0.5) / n, 1):unit()
        local color = trace(scene, eye, direction, 3)
        for _, level in ipairs { byte_of(color.x), byte_of(color.y), byte_of(color.z) } do
            sum = sum + level
            weighted = (weighted * 31 + level) % 1000003
            minimum, maximum = math.min(minimum, level), math.max(maximum, level)
        end
    end
end
local result = ("mean %.4f, from %d to %d, checksum %d"):format(sum / (3 * n * n), minimum, maximum,
    weighted)
print(result)
assert(n < 50 or math.abs(sum / (3 * n * n) - 114.6) < 0.5)

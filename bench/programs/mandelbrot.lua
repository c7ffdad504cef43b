-- Mandelbrot set as a bitmap, packed eight points to a byte (after the Computer Language
-- Benchmarks Game). Floating point in local variables.
-- Size: width and height of the picture.

local n = tonumber(arg and arg[1]) or 600
local KNOWN = { [300] = "35751 points, checksum 26869", [600] = "142946 points, checksum 58364" }

local function bounded(cr, ci)
    local zr, zi, zr2, zi2 = 0.0, 0.0, 0.0, 0.0
    for _ = 1, 50 do
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
        zr2, zi2 = zr * zr, zi * zi
        if zr2 + zi2 > 4.0 then return false end
    end
    return true
end

local points, checksum = 0, 0
for y = 0, n - 1 do
    local ci = 2.0 * y / n - 1.0
    local bits, count = 0, 0
    for x = 0, n - 1 do
        bits = bits * 2
        if bounded(2.0 * x / n - 1.5, ci) then
            bits = bits + 1
            points = points + 1
        end
        count = count + 1
        if count == 8 or x == n - 1 then
            checksum = (checksum * 31 + bits) % 65521
            bits, count = 0, 0
        end
    end
end
local result = ("%d points, checksum %d"):format(points, checksum)
print(result)
assert(not KNOWN[n] or KNOWN[n] == result)

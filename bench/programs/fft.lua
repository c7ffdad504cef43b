-- Fast Fourier transform in place over interleaved complex numbers (as in SciMark 2). Floating
-- point in one array.
-- Size: complex numbers, a power of two; transformed there and back 8 times.

local n = tonumber(arg and arg[1]) or 16384
local ROUNDS = 8
assert(2 ^ math.floor(math.log(n) / math.log(2) + 0.5) == n, "not a power of two")

local sin, pi, floor = math.sin, math.pi, math.floor

-- data[2k+1], data[2k+2] hold the real and the imaginary part of number k.
local function bit_reverse(data, count)
    local j = 0
    for i = 0, count - 2 do
        if i < j then
            local a, b = 2 * i + 1, 2 * j + 1
            data[a], data[b] = data[b], data[a]
            data[a + 1], data[b + 1] = data[b + 1], data[a + 1]
        end
        local k = floor(count / 2)
        while k <= j do
            j = j - k
            k = floor(k / 2)
        end
        j = j + k
    end
end

local function transform(data, count, direction)
    bit_reverse(data, count)
    local dual = 1
    while dual < count do
        local wr, wi = 1.0, 0.0
        local theta = direction * pi / dual
        local s, half = sin(theta), sin(theta / 2)
        local s2 = 2.0 * half * half
        for a = 0, dual - 1 do
            if a > 0 then wr, wi = wr - s * wi - s2 * wr, wi + s * wr - s2 * wi end
            for b = 0, count - 1, 2 * dual do
                local i = 2 * (b + a) + 1
                local j = i + 2 * dual
                local xr, xi = data[j], data[j + 1]
                local dr, di = wr * xr - wi * xi, wr * xi + wi * xr
                data[j], data[j + 1] = data[i] - dr, data[i + 1] - di
                data[i], data[i + 1] = data[i] + dr, data[i + 1] + di
            end
        end
        dual = dual * 2
    end
end

local data, original, seed = {}, {}, 7
for i = 1, 2 * n do
    seed = (seed * 16807) % 2147483647
    data[i] = seed / 2147483647
    original[i] = data[i]
end
local first, energy = 0, 0
for i = 1, 2 * n do
    energy = energy + data[i] * data[i]
    if i % 2 == 1 then first = first + data[i] end
end
for _ = 1, ROUNDS do
    transform(data, n, -1)
    assert(math.abs(data[1] / first - 1) < 1e-12, "the first number is not the sum")
    local transformed = 0
    for i = 1, 2 * n do transformed = transformed + data[i] * data[i] end
    assert(math.abs(transformed / n / energy - 1) < 1e-12, "Parseval's theorem fails")
    transform(data, n, 1)
    for i = 1, 2 * n do data[i] = data[i] / n end
end
local square = 0
for i = 1, 2 * n do square = square + (data[i] - original[i]) ^ 2 end
assert(math.sqrt(square / (2 * n)) < 1e-12, "not there and back")
print(("%d numbers, mean %.9f"):format(n, first / n))

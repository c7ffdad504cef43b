-- Numeric kernels, each with a check of its result: floating point, 64-bit integers, hashes.
--
--   lua numeric.lua
--
-- Every kernel is an entry of `numeric.kernels`: a name and a function that computes, asserts,
-- and returns a short text about the result.

local numeric = { kernels = {} }

local function kernel(name, run)
    table.insert(numeric.kernels, { name = name, run = run })
end

local function near(a, b, tolerance)
    return math.abs(a - b) <= tolerance * math.max(1, math.abs(a), math.abs(b))
end

-- A generator of floats in [0, 1): a 64-bit congruential sequence, its upper 53 bits.
local function uniform(seed)
    local state = seed
    return function()
        state = state * 6364136223846793005 + 1442695040888963407
        return (state >> 11) * 2.0 ^ -53
    end
end

---------------------------------------------------------------------------------------------
-- Floating point
---------------------------------------------------------------------------------------------

-- The largest singular value of the infinite matrix 1 / ((i + j)(i + j + 1) / 2 + i + 1),
-- cut to n x n, by the power method.
local function spectral_norm(n)
    local function entry(i, j)
        return 1 / ((i + j) * (i + j + 1) // 2 + i + 1)
    end

    local function multiply(vector, transposed)
        local result = {}
        for i = 0, n - 1 do
            local sum = 0
            for j = 0, n - 1 do
                sum = sum + (transposed and entry(j, i) or entry(i, j)) * vector[j]
            end
            result[i] = sum
        end
        return result
    end

    local u, v = {}, nil
    for i = 0, n - 1 do u[i] = 1 end
    for _ = 1, 10 do
        v = multiply(multiply(u, false), true)
        u = multiply(multiply(v, false), true)
    end
    local uv, vv = 0, 0
    for i = 0, n - 1 do
        uv = uv + u[i] * v[i]
        vv = vv + v[i] * v[i]
    end
    return math.sqrt(uv / vv)
end

kernel("spectral norm", function()
    local norm = spectral_norm(100)
    assert(("%.9f"):format(norm) == "1.274219991")
    return ("%.9f"):format(norm)
end)

-- In-place Fourier transform of 2^k complex numbers; `sign` is -1 forward, 1 backward (the
-- caller divides by n).
local function fourier(re, im, sign)
    local n = #re
    local j = 1
    for i = 1, n do -- bit reversal
        if i < j then
            re[i], re[j] = re[j], re[i]
            im[i], im[j] = im[j], im[i]
        end
        local bit = n // 2
        while bit >= 1 and j > bit do
            j = j - bit
            bit = bit // 2
        end
        j = j + bit
    end
    local half = 1
    while half < n do
        local angle = sign * math.pi / half
        for k = 0, half - 1 do
            local wr, wi = math.cos(angle * k), math.sin(angle * k)
            for a = k + 1, n, 2 * half do
                local b = a + half
                local tr, ti = wr * re[b] - wi * im[b], wr * im[b] + wi * re[b]
                re[b], im[b] = re[a] - tr, im[a] - ti
                re[a], im[a] = re[a] + tr, im[a] + ti
            end
        end
        half = 2 * half
    end
end

kernel("fast Fourier transform", function()
    local n, random = 16384, uniform(1)
    local re, im, original, energy = {}, {}, {}, 0
    for i = 1, n do
        original[i] = random() - 0.5
        re[i], im[i] = original[i], 0.0
        energy = energy + original[i] ^ 2
    end
    fourier(re, im, -1)
    local transformed = 0
    for i = 1, n do transformed = transformed + re[i] ^ 2 + im[i] ^ 2 end
    assert(near(transformed / n, energy, 1e-12), "Parseval's theorem fails")
    fourier(re, im, 1)
    for i = 1, n do
        assert(near(re[i] / n, original[i], 1e-12) and near(im[i] / n, 0, 1e-12))
    end

    local wave_re, wave_im = {}, {}
    for i = 1, 64 do wave_re[i], wave_im[i] = math.cos(2 * math.pi * 5 * (i - 1) / 64), 0 end
    fourier(wave_re, wave_im, -1)
    for i = 1, 64 do assert(near(wave_re[i], (i == 6 or i == 60) and 32 or 0, 1e-12)) end
    return ("%d points there and back"):format(n)
end)

-- Factors a matrix in place with partial pivoting; returns the row order and the sign of the
-- permutation.
local function factor(a)
    local n, order, sign = #a, {}, 1
    for i = 1, n do order[i] = i end
    for k = 1, n do
        local pivot = k
        for i = k + 1, n do
            if math.abs(a[i][k]) > math.abs(a[pivot][k]) then pivot = i end
        end
        if pivot ~= k then
            a[k], a[pivot] = a[pivot], a[k]
            order[k], order[pivot] = order[pivot], order[k]
            sign = -sign
        end
        local top = a[k]
        for i = k + 1, n do
            local row = a[i]
            local scale = row[k] / top[k]
            row[k] = scale
            for j = k + 1, n do row[j] = row[j] - scale * top[j] end
        end
    end
    return order, sign
end

local function solve(a, order, b)
    local n, x = #a, {}
    for i = 1, n do
        local sum = b[order[i]]
        for j = 1, i - 1 do sum = sum - a[i][j] * x[j] end
        x[i] = sum
    end
    for i = n, 1, -1 do
        local sum = x[i]
        for j = i + 1, n do sum = sum - a[i][j] * x[j] end
        x[i] = sum / a[i][i]
    end
    return x
end

kernel("LU factorization", function()
    local n, random = 120, uniform(2)
    local matrix, factored, b = {}, {}, {}
    for i = 1, n do
        matrix[i] = {}
        for j = 1, n do matrix[i][j] = random() - 0.5 end
        factored[i] = table.move(matrix[i], 1, n, 1, {})
        b[i] = random()
    end
    local order = factor(factored)
    local x = solve(factored, order, b)
    local residual = 0
    for i = 1, n do
        local sum = 0
        for j = 1, n do sum = sum + matrix[i][j] * x[j] end
        residual = math.max(residual, math.abs(sum - b[i]))
    end
    assert(residual < 1e-10, "the solution does not solve")

    local small = { { 2, 1, 1 }, { 4, -6, 0 }, { -2, 7, 2 } }
    local _, sign = factor(small)
    assert(near(sign * small[1][1] * small[2][2] * small[3][3], -16, 1e-14))
    return ("%d equations solved"):format(n)
end)

local function multiply(a, b)
    local rows, inner, columns, product = #a, #b, #b[1], {}
    for i = 1, rows do
        local left, row = a[i], {}
        for j = 1, columns do row[j] = 0 end
        for k = 1, inner do
            local factor_ik, right = left[k], b[k]
            for j = 1, columns do row[j] = row[j] + factor_ik * right[j] end
        end
        product[i] = row
    end
    return product
end

kernel("matrix product", function()
    -- Powers of the Fibonacci matrix wrap around in 64 bits; a Hadamard matrix times its
    -- transpose is n times the identity.
    local fibonacci, power = { { 1, 1 }, { 1, 0 } }, { { 1, 0 }, { 0, 1 } }
    for _ = 1, 90 do power = multiply(power, fibonacci) end
    assert(power[1][2] == 2880067194370816120)

    local n, hadamard = 64, { { 1 } }
    while #hadamard < n do
        local size, bigger = #hadamard, {}
        for i = 1, 2 * size do
            bigger[i] = {}
            for j = 1, 2 * size do
                local value = hadamard[(i - 1) % size + 1][(j - 1) % size + 1]
                bigger[i][j] = (i > size and j > size) and -value or value
            end
        end
        hadamard = bigger
    end
    local square = multiply(hadamard, hadamard) -- symmetric: its own transpose
    for i = 1, n do
        for j = 1, n do assert(square[i][j] == (i == j and n or 0)) end
    end
    return "F(90) = 2880067194370816120, Hadamard 64"
end)

-- Points of a grid over the Mandelbrot set that stay bounded for `limit` rounds.
local function mandelbrot(width, height, limit)
    local inside = 0
    for row = 0, height - 1 do
        local ci = 2.0 * row / (height - 1) - 1.0
        for column = 0, width - 1 do
            local cr = 3.0 * column / (width - 1) - 2.0
            local zr, zi, bounded = 0.0, 0.0, true
            for _ = 1, limit do
                local zr2, zi2 = zr * zr, zi * zi
                if zr2 + zi2 > 4.0 then
                    bounded = false
                    break
                end
                zr, zi = zr2 - zi2 + cr, 2.0 * zr * zi + ci
            end
            if bounded then inside = inside + 1 end
        end
    end
    return inside
end

kernel("Mandelbrot set", function()
    local width, height = 301, 201
    local inside = mandelbrot(width, height, 100)
    local area = 6.0 * inside / ((width - 1) * (height - 1))
    assert(near(area, 1.52, 0.03), "the area is wrong") -- 1.5066 in the limit
    return ("area about %.3f"):format(area)
end)

-- A body on a circle around a fixed centre: after one turn it must be where it started.
kernel("orbit by Runge-Kutta", function()
    local function slope(x, y, vx, vy)
        local cube = (x * x + y * y) ^ 1.5
        return vx, vy, -x / cube, -y / cube
    end
    local x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    local steps = 40000
    local h = 2 * math.pi / steps
    for _ = 1, steps do
        local a1, b1, c1, d1 = slope(x, y, vx, vy)
        local a2, b2, c2, d2 = slope(x + a1 * h / 2, y + b1 * h / 2, vx + c1 * h / 2,
            vy + d1 * h / 2)
        local a3, b3, c3, d3 = slope(x + a2 * h / 2, y + b2 * h / 2, vx + c2 * h / 2,
            vy + d2 * h / 2)
        local a4, b4, c4, d4 = slope(x + a3 * h, y + b3 * h, vx + c3 * h, vy + d3 * h)
        x = x + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4)
        y = y + h / 6 * (b1 + 2 * b2 + 2 * b3 + b4)
        vx = vx + h / 6 * (c1 + 2 * c2 + 2 * c3 + c4)
        vy = vy + h / 6 * (d1 + 2 * d2 + 2 * d3 + d4)
    end
    local miss = math.sqrt((x - 1) ^ 2 + y ^ 2)
    assert(miss < 1e-10, "the circle does not close")
    return ("%d steps, circle closed within 1e-10"):format(steps)
end)

---------------------------------------------------------------------------------------------
-- Integers
---------------------------------------------------------------------------------------------

kernel("sieve of Eratosthenes", function()
    local limit = 1000000
    local composite, primes, last = {}, 0, nil
    for n = 2, limit do composite[n] = false end
    for n = 2, limit do
        if not composite[n] then
            primes, last = primes + 1, n
            for multiple = n * n, limit, n do composite[multiple] = true end
        end
    end
    assert(primes == 78498 and last == 999983)
    return ("%d primes below %d"):format(primes, limit)
end)

-- a * b mod m for 0 <= a, b < m < 2^62, by doubling.
local function multiply_modulo(a, b, m)
    local result = 0
    while b > 0 do
        if b & 1 == 1 then result = (result + a) % m end
        a = (a << 1) % m
        b = b >> 1
    end
    return result
end

local function power_modulo(base, exponent, m)
    local result = 1
    base = base % m
    while exponent > 0 do
        if exponent & 1 == 1 then result = multiply_modulo(result, base, m) end
        base = multiply_modulo(base, base, m)
        exponent = exponent >> 1
    end
    return result
end

-- Miller-Rabin with the bases that decide all 64-bit numbers.
local function is_prime(n)
    if n < 2 then return false end
    local bases = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37 }
    for _, p in ipairs(bases) do
        if n % p == 0 then return n == p end
    end
    local odd, twos = n - 1, 0
    while odd & 1 == 0 do odd, twos = odd >> 1, twos + 1 end
    for _, base in ipairs(bases) do
        local x = power_modulo(base, odd, n)
        local witness = x ~= 1 and x ~= n - 1
        for _ = 2, twos do
            if not witness then break end
            x = multiply_modulo(x, x, n)
            if x == n - 1 then witness = false end
        end
        if witness then return false end
    end
    return true
end

kernel("Miller-Rabin", function()
    local count = 0
    for n = 1, 2000 do
        if is_prime(n) then count = count + 1 end
    end
    assert(count == 303)
    assert(is_prime((1 << 61) - 1), "a Mersenne prime")
    assert(not is_prime((1 << 59) - 1), "a composite Mersenne number")
    assert(not is_prime(3215031751) and not is_prime(3825123056546413051), "strong pseudoprimes")
    return "2^61 - 1 is prime, 2^59 - 1 is not"
end)

local function rotate32(x, n) return (x >> n | x << (32 - n)) & 0xFFFFFFFF end
local function rotate64(x, n) return x << n | x >> (64 - n) end

-- The first 32 bits of the fractional parts of square (2) or cube (3) roots of the primes,
-- found with integers only: the largest r with r^k <= p * 2^(32 k) has them in its low half.
-- For cubes that takes 102 bits, so compare through long multiplication of 32-bit halves.
local function root_bits(prime, k)
    local function exceeds(r) -- r^k > prime << 32 k, for r < 2^35
        local digits = { 1 } -- base 2^24, least first
        for _ = 1, k do
            local carry = 0
            for i = 1, #digits do
                local value = digits[i] * r + carry
                digits[i], carry = value & 0xFFFFFF, value >> 24
            end
            while carry > 0 do
                digits[#digits + 1], carry = carry & 0xFFFFFF, carry >> 24
            end
        end
        -- Compare with prime << 32 k, in the same digits.
        local shift = 32 * k
        local other, value = {}, prime << shift % 24
        for _ = 1, shift // 24 do other[#other + 1] = 0 end
        while value > 0 do
            other[#other + 1], value = value & 0xFFFFFF, value >> 24
        end
        if #digits ~= #other then return #digits > #other end
        for i = #digits, 1, -1 do
            if digits[i] ~= other[i] then return digits[i] > other[i] end
        end
        return false
    end
    local root = 0
    for bit = 36, 0, -1 do
        if not exceeds(root | 1 << bit) then root = root | 1 << bit end
    end
    return root & 0xFFFFFFFF
end

local sha256_round, sha256_start = {}, {}
do
    local candidate = 2
    while #sha256_round < 64 do
        if is_prime(candidate) then
            sha256_round[#sha256_round + 1] = root_bits(candidate, 3)
            if #sha256_start < 8 then
                sha256_start[#sha256_start + 1] = root_bits(candidate, 2)
            end
        end
        candidate = candidate + 1
    end
end

-- SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
function numeric.sha256(message)
    local padding = "\128" .. ("\0"):rep((55 - #message) % 64)
    local data = message .. padding .. string.pack(">I8", #message * 8)
    local hash, w = table.move(sha256_start, 1, 8, 1, {}), {}
    for block = 1, #data, 64 do
        for i = 1, 16 do w[i] = string.unpack(">I4", data, block + 4 * (i - 1)) end
        for i = 17, 64 do
            local x, y = w[i - 15], w[i - 2]
            local s0 = rotate32(x, 7) ~ rotate32(x, 18) ~ x >> 3
            local s1 = rotate32(y, 17) ~ rotate32(y, 19) ~ y >> 10
            w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & 0xFFFFFFFF
        end
        local a, b, c, d, e, f, g, h = table.unpack(hash)
        for i = 1, 64 do
            local s1 = rotate32(e, 6) ~ rotate32(e, 11) ~ rotate32(e, 25)
            local choice = (e & f) ~ (~e & g)
            local t1 = h + s1 + choice + sha256_round[i] + w[i]
            local s0 = rotate32(a, 2) ~ rotate32(a, 13) ~ rotate32(a, 22)
            local majority = (a & b) ~ (a & c) ~ (b & c)
            h, g, f, e = g, f, e, (d + t1) & 0xFFFFFFFF
            d, c, b, a = c, b, a, (t1 + s0 + majority) & 0xFFFFFFFF
        end
        for i, value in ipairs { a, b, c, d, e, f, g, h } do
            hash[i] = (hash[i] + value) & 0xFFFFFFFF
        end
    end
    return (("%08x"):rep(8):format(table.unpack(hash)))
end

kernel("SHA-256", function()
    local vectors = {
        [""] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ["abc"] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"] =
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    }
    for message, digest in pairs(vectors) do assert(numeric.sha256(message) == digest) end
    local long = numeric.sha256(("a"):rep(100000))
    return "100 kB: " .. long:sub(1, 16) .. "..."
end)

local P1, P2, P3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
local P4, P5 = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5

local function xx_round(lane, input)
    return rotate64(lane + input * P2, 31) * P1
end

-- The 64-bit xxHash of a string.
function numeric.xxhash64(message, seed)
    seed = seed or 0
    local length, position, hash = #message, 1, seed + P5
    local unpack = string.unpack
    if length >= 32 then
        local v1, v2, v3, v4 = seed + P1 + P2, seed + P2, seed, seed - P1
        while position + 31 <= length do
            local a, b, c, d = unpack("<i8i8i8i8", message, position)
            v1, v2, v3, v4 = xx_round(v1, a), xx_round(v2, b), xx_round(v3, c), xx_round(v4, d)
            position = position + 32
        end
        hash = rotate64(v1, 1) + rotate64(v2, 7) + rotate64(v3, 12) + rotate64(v4, 18)
        for _, lane in ipairs { v1, v2, v3, v4 } do
            hash = (hash ~ xx_round(0, lane)) * P1 + P4
        end
    end
    hash = hash + length
    while position + 7 <= length do
        hash = rotate64(hash ~ xx_round(0, (unpack("<i8", message, position))), 27) * P1 + P4
        position = position + 8
    end
    if position + 3 <= length then
        hash = rotate64(hash ~ unpack("<I4", message, position) * P1, 23) * P2 + P3
        position = position + 4
    end
    for i = position, length do
        hash = rotate64(hash ~ message:byte(i) * P5, 11) * P1
    end
    hash = (hash ~ hash >> 33) * P2
    hash = (hash ~ hash >> 29) * P3
    return hash ~ hash >> 32
end

kernel("xxHash64", function()
    assert(numeric.xxhash64("") == 0xEF46DB3751D8E999)
    assert(numeric.xxhash64("a") == 0xD24EC4F1A98C6E5B)
    assert(numeric.xxhash64("abc") == 0x44BC2CF5AD770999)
    local digest = numeric.xxhash64(("orrery "):rep(150000))
    return ("1 MB: %016x"):format(digest)
end)

kernel("CRC-32 and FNV-1a", function()
    local crc_table = {}
    for i = 0, 255 do
        local crc = i
        for _ = 1, 8 do crc = crc >> 1 ~ (0xEDB88320 & -(crc & 1)) end
        crc_table[i] = crc
    end
    local function crc32(message)
        local crc = 0xFFFFFFFF
        for i = 1, #message do
            crc = crc_table[(crc ~ message:byte(i)) & 0xFF] ~ crc >> 8
        end
        return crc ~ 0xFFFFFFFF
    end
    local function fnv1a(message)
        local hash = 0xCBF29CE484222325
        for i = 1, #message do hash = (hash ~ message:byte(i)) * 0x100000001B3 end
        return hash
    end
    assert(crc32("123456789") == 0xCBF43926)
    assert(fnv1a("a") == 0xAF63DC4C8601EC8C and fnv1a("foobar") == 0x85944171F73967E8)
    local text = ("0123456789"):rep(10000)
    return ("100 kB: %08x %016x"):format(crc32(text), fnv1a(text))
end)

-- Runs every kernel; returns a line about them.
function numeric.selftest()
    for _, entry in ipairs(numeric.kernels) do entry.run() end
    return ("%d kernels, results as known"):format(#numeric.kernels)
end

if arg and arg[0] and arg[0]:find("numeric%.lua$") then
    for _, entry in ipairs(numeric.kernels) do
        local start = os.clock()
        local result = entry.run()
        print(("%-24s %-44s %.3f s"):format(entry.name, result, os.clock() - start))
    end
end

return numeric

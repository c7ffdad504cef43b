-- needs: 5.4
-- SHA-256 (FIPS 180-4) with 64-bit integers and operators on bits. Integer arithmetic, local
-- variables, string.unpack.
-- Size: bytes of the message.

local n = tonumber(arg and arg[1]) or 800000
local KNOWN = {
    [0] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    [800000] = "aa5125d6bc93fefccb5aa554c578cbb4946731e88c59c49ee141d963d991bd88",
    [1000000] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
}

-- The first 32 bits of the fractional part of a root of an integer. The roots are below 2^5, so
-- a double holds 48 bits of the fraction: more than enough.
local function fraction_bits(root)
    return math.floor((root - math.floor(root)) * 4294967296)
end

local K, START = {}, {}
do
    local candidate = 2
    while #K < 64 do
        local prime = true
        for d = 2, math.floor(candidate ^ 0.5) do prime = prime and candidate % d ~= 0 end
        if prime then
            K[#K + 1] = fraction_bits(candidate ^ (1 / 3))
            if #START < 8 then START[#START + 1] = fraction_bits(candidate ^ 0.5) end
        end
        candidate = candidate + 1
    end
end

local function rotate(x, count)
    return (x >> count) | (x << (32 - count)) & 0xFFFFFFFF
end

local function digest_block(hash, w, data, position)
    for i = 1, 16 do w[i] = string.unpack(">I4", data, position + 4 * (i - 1)) end
    for i = 17, 64 do
        local x, y = w[i - 15], w[i - 2]
        local s0 = rotate(x, 7) ~ rotate(x, 18) ~ (x >> 3)
        local s1 = rotate(y, 17) ~ rotate(y, 19) ~ (y >> 10)
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & 0xFFFFFFFF
    end
    local a, b, c, d, e, f, g, h = table.unpack(hash, 1, 8)
    for i = 1, 64 do
        local s1 = rotate(e, 6) ~ rotate(e, 11) ~ rotate(e, 25)
        local t1 = h + s1 + ((e & f) ~ (~e & g)) + K[i] + w[i]
        local s0 = rotate(a, 2) ~ rotate(a, 13) ~ rotate(a, 22)
        local t2 = s0 + ((a & b) ~ (a & c) ~ (b & c))
        h, g, f, e = g, f, e, (d + t1) & 0xFFFFFFFF
        d, c, b, a = c, b, a, (t1 + t2) & 0xFFFFFFFF
    end
    hash[1], hash[2] = (hash[1] + a) & 0xFFFFFFFF, (hash[2] + b) & 0xFFFFFFFF
    hash[3], hash[4] = (hash[3] + c) & 0xFFFFFFFF, (hash[4] + d) & 0xFFFFFFFF
    hash[5], hash[6] = (hash[5] + e) & 0xFFFFFFFF, (hash[6] + f) & 0xFFFFFFFF
    hash[7], hash[8] = (hash[7] + g) & 0xFFFFFFFF, (hash[8] + h) & 0xFFFFFFFF
end

local function sha256(message)
    local data = message .. "\128" .. ("\0"):rep((55 - #message) % 64)
        .. string.pack(">I8", 8 * #message)
    local hash, w = table.pack(table.unpack(START)), {}
    for position = 1, #data, 64 do digest_block(hash, w, data, position) end
    return (("%08x"):rep(8):format(table.unpack(hash, 1, 8)))
end

assert(sha256("") == KNOWN[0])
assert(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
local digest = sha256(("a"):rep(n))
print(digest)
assert(not KNOWN[n] or KNOWN[n] == digest)

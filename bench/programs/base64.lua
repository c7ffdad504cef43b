-- Base64 (RFC 4648), written and read with string.byte, string.char and integer arithmetic.
-- Size: bytes of data.

local n = tonumber(arg and arg[1]) or 900000

local byte, char, floor = string.byte, string.char, math.floor

local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local SYMBOL, VALUE = {}, {}
for i = 0, 63 do
    SYMBOL[i] = byte(ALPHABET, i + 1)
    VALUE[SYMBOL[i]] = i
end

local function encode(data)
    local out, size = {}, #data
    for i = 1, size - 2, 3 do
        local a, b, c = byte(data, i, i + 2)
        local group = a * 65536 + b * 256 + c
        out[#out + 1] = char(SYMBOL[floor(group / 262144)], SYMBOL[floor(group / 4096) % 64],
            SYMBOL[floor(group / 64) % 64], SYMBOL[group % 64])
    end
    local rest = size % 3
    if rest == 1 then
        local a = byte(data, size)
        out[#out + 1] = char(SYMBOL[floor(a / 4)], SYMBOL[a % 4 * 16]) .. "=="
    elseif rest == 2 then
        local a, b = byte(data, size - 1, size)
        local group = a * 256 + b
        out[#out + 1] = char(SYMBOL[floor(group / 1024)], SYMBOL[floor(group / 16) % 64],
            SYMBOL[group % 16 * 4]) .. "="
    end
    return table.concat(out)
end

local function decode(text)
    local out = {}
    for i = 1, #text, 4 do
        local a, b, c, d = byte(text, i, i + 3)
        local group = VALUE[a] * 262144 + VALUE[b] * 4096 + (VALUE[c] or 0) * 64 + (VALUE[d] or 0)
        local first, second, third = floor(group / 65536), floor(group / 256) % 256, group % 256
        if VALUE[d] then
            out[#out + 1] = char(first, second, third)
        elseif VALUE[c] then
            out[#out + 1] = char(first, second)
        else
            out[#out + 1] = char(first)
        end
    end
    return table.concat(out)
end

local VECTORS = { [""] = "", f = "Zg==", fo = "Zm8=", foo = "Zm9v", foobar = "Zm9vYmFy" }
for plain, coded in pairs(VECTORS) do
    assert(encode(plain) == coded and decode(coded) == plain)
end
local parts, seed = {}, 17
for i = 1, n do
    seed = (seed * 16807) % 2147483647
    parts[i] = char(seed % 256)
end
local data = table.concat(parts)
local coded = encode(data)
assert(decode(coded) == data, "not undone")
print(("%d bytes, %d characters, %s"):format(#data, #coded, coded:sub(1, 40)))
assert(#coded == 4 * math.ceil(n / 3))

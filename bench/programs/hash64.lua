-- needs: 5.4
-- 64-bit integers: a hash map with open addressing over them, keyed by a mixing function with
-- wrapping products (SplitMix64 of Steele, Lea and Flood), and xorshift sequences (Marsaglia).
-- Size: keys.

local n = tonumber(arg and arg[1]) or 250000

-- SplitMix64: a counter with a fixed step, mixed.
local STEP = 0x9E3779B97F4A7C15

local function mix(x)
    x = (x ~ (x >> 30)) * 0xBF58476D1CE4E5B9
    x = (x ~ (x >> 27)) * 0x94D049BB133111EB
    return x ~ (x >> 31)
end

local function xorshift(x)
    x = x ~ (x << 13)
    x = x ~ (x >> 7)
    return x ~ (x << 17)
end

-- A map from integers other than 0 to integers, with linear probing.
local Map = {}
Map.__index = Map

function Map.new(capacity)
    local self = setmetatable({ mask = capacity - 1, count = 0, keys = {}, values = {} }, Map)
    for i = 1, capacity do self.keys[i], self.values[i] = 0, 0 end
    return self
end

-- The index of a key, or of the free place where it belongs.
function Map:index(key)
    local keys, mask = self.keys, self.mask
    local i = mix(key) & mask
    while keys[i + 1] ~= key and keys[i + 1] ~= 0 do i = (i + 1) & mask end
    return i + 1
end

function Map:get(key)
    local i = self:index(key)
    return self.keys[i] == key and self.values[i] or nil
end

function Map:put(key, value)
    local i = self:index(key)
    if self.keys[i] == 0 then
        self.keys[i] = key
        self.count = self.count + 1
        if self.count * 2 > self.mask then
            self:grow()
            i = self:index(key)
        end
    end
    self.values[i] = value
end

function Map:grow()
    local keys, values, bigger = self.keys, self.values, Map.new(2 * (self.mask + 1))
    for i = 1, #keys do
        if keys[i] ~= 0 then
            local place = bigger:index(keys[i])
            bigger.keys[place], bigger.values[place] = keys[i], values[i]
        end
    end
    self.keys, self.values, self.mask = bigger.keys, bigger.values, bigger.mask
end

-- The published first outputs of SplitMix64 for seed 1234567.
local state = 1234567
local expected = { 0x599ED017FB08FC85, 0x2C73F08458540FA5, 0x883EBCE5A3F27C77 }
for i = 1, 3 do
    state = state + STEP
    assert(mix(state) == expected[i])
end

local map, x, checksum = Map.new(16), 88172645463325252, 0
for i = 1, n do
    x = xorshift(x)
    map:put(x, i)
end
assert(map.count == n)
x = 88172645463325252
for i = 1, n do
    x = xorshift(x)
    assert(map:get(x) == i)
    assert(map:get(~x) == nil)
    checksum = mix(checksum + x)
end
print(("%d keys, checksum %016x"):format(map.count, checksum))

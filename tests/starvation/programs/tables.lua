-- Tables grow in every part: slots along shapes, dictionary, array; they move between these and shrink.
local t = {}
for i = 1, 40 do
    t[i] = i
    t["k" .. i] = i
    t[i + 0.5] = {i}
end
for i = 1, 40 do t["k" .. i] = nil end
for i = 1, 150 do t["m" .. i] = i end
for i = -3, 3 do t[i * 1000] = true end
t[print], t[t], t[true] = 1, 2, 3
for k in pairs(t) do t[k] = nil end
assert(next(t) == nil)
local o = {x = 1, y = 2, z = {}}
o.w = o
o.v, o.u, o.s = 1, 2, 3
local p = {x = 1}
p.y = 2
p.q = 3
setmetatable(p, {})
p.r = 4
local backwards = {}
for i = 32, 1, -1 do backwards[i] = i end
assert(#backwards == 32)
local sparse = {[1] = 1, [2] = 2, [4] = 4, [100] = 5, [2^40] = 6}
for i = 3, 20 do sparse[i] = i end
local cleared = {}
for i = 1, 20 do cleared[i .. ""] = i end
for k in next, cleared do cleared[k] = nil end
for i = 1, 10 do cleared[i] = {i} end
rawset(cleared, "long key, longer than the forty bytes that are interned", 1)

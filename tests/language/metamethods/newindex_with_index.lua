-- A default table and a proxy that counts accesses.
local reads, writes = 0, 0
local function proxy(t)
    return setmetatable({}, {
        __index = function(_, k) reads = reads + 1 return t[k] end,
        __newindex = function(_, k, v) writes = writes + 1 t[k] = v end,
        __len = function() return #t end,
    })
end
local p = proxy {}
for i = 1, 3 do p[i] = (p[i] or 0) + i end
p[2] = p[2] + 10
print(p[1], p[2], p[3], #p, reads, writes)             --> 1 12 3 3 7 4

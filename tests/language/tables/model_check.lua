-- A long mixed run of writes and removals, checked against two plain lists.
local state = 12345
local function random(n) state = (state * 1103515245 + 12345) % 2147483648 return (state >> 8) % n + 1 end
local keys = {}
for i = 1, 40 do keys[#keys + 1] = i end
for i = 1, 20 do keys[#keys + 1] = "k" .. i keys[#keys + 1] = i + 0.5 keys[#keys + 1] = -i keys[#keys + 1] = i * 1000003 end
keys[#keys + 1], keys[#keys + 1] = true, false
local where = {}
local values = {}
local t = {}
for step = 1, 20000 do
    local i = random(#keys)
    local v = random(3) > 1 and step or nil
    t[keys[i]] = v
    values[i] = v or false
    if step % 1000 == 0 then
        local count = 0
        for j = 1, #keys do
            assert(t[keys[j]] == (values[j] or nil))
            if values[j] then count = count + 1 end
        end
        local seen = 0
        for k, w in pairs(t) do seen = seen + 1 assert(t[k] == w) end
        assert(seen == count, "traversal")
        local n = #t
        assert((n == 0 or t[n] ~= nil) and t[n + 1] == nil, "border")
    end
end
print("agrees")                                       --> agrees

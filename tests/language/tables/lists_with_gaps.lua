-- Long lists filled in order with some values nil: every element stays, the length is a border.
-- Manual 3.4.7.

local function check(t, last, has)
    local count = 0
    for i = 1, last do
        assert(t[i] == (has(i) and i or nil), i)
        if has(i) then count = count + 1 end
    end
    local seen = 0
    for k, v in pairs(t) do
        assert(k == v and has(k))
        seen = seen + 1
    end
    assert(seen == count, seen)
    local border = #t
    assert((border == 0 or t[border] ~= nil) and t[border + 1] == nil)
end

for _, step in ipairs {2, 3, 5, 7, 50, 1000} do
    local function has(i) return i % step ~= 0 end
    local t = {}
    for i = 1, 5000 do t[i] = has(i) and i or nil end
    check(t, 5000, has)
    for i = step, 5000, step do t[i] = i end -- filled up afterwards
    check(t, 5000, function() return true end)
    for i = 5000, 1, -1 do if not has(i) then t[i] = nil end end
    check(t, 5000, has)
end

-- Gaps of growing width, with other keys about.
local t, wanted = {name = "list"}, {}
local i, gap = 1, 0
while i < 20000 do
    t[i], wanted[#wanted + 1] = i, i
    if #wanted % 50 == 0 then gap = gap + 1 end
    i = i + 1 + (#wanted % 10 == 0 and gap or 0)
end
t[-1], t[2.5] = "negative", "float"
for _, k in ipairs(wanted) do assert(t[k] == k) end
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n - #wanted, t.name, t[-1], t[2.5]) --> 3 list negative float

-- A key behind the gap whose value is a new table survives a collection.
local nodes = {}
for k = 1, 3000 do
    nodes[k] = k % 4 ~= 0 and {k} or nil
    if k % 500 == 0 then collectgarbage("step") end
end
collectgarbage()
for k = 1, 3000 do assert((nodes[k] or {})[1] == (k % 4 ~= 0 and k or nil)) end

-- Key 0 and below are behind no list.
for _, list in ipairs {{}, {1}, {1, 2, 3}} do
    list[0], list[-1] = "zero", "negative"
    assert(list[0] == "zero" and list[-1] == "negative" and list[1] ~= "zero")
end

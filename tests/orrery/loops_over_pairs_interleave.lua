-- A generic loop remembers where it stood in a table that is a record, in a map, in an array. What it
-- remembers is only a guess: other loops at the same instruction, and changes of the table, make it wrong.
local function keys(t)
    local seen = {}
    for k, v in pairs(t) do seen[#seen + 1] = tostring(k) .. "=" .. tostring(v) end
    return table.concat(seen, " ")
end

local record = { a = 1, b = 2, c = 3 }
local other = { x = 1, a = 2, y = 3, b = 4, c = 5 }
print(keys(record), keys(other), keys(record))       --> a=1 b=2 c=3 x=1 a=2 y=3 b=4 c=5 a=1 b=2 c=3
print(keys {}, keys { 1 }, keys { 1, nil, 3 })       -->  1=1 1=1 3=3
print(keys { 1, 2, a = 3, [0] = 4, [-1] = 5, [2.5] = 6 })   --> 1=1 2=2 a=3 0=4 -1=5 2.5=6
print(keys { [0] = 1 }, keys { [0] = 1, [-7] = 2 })  --> 0=1 0=1 -7=2

-- the same instruction, inside itself
local function nested(depth, t)
    local sum = 0
    for k, v in pairs(t) do
        sum = sum + v
        if depth > 0 and k == "b" then sum = sum + nested(depth - 1, depth % 2 == 0 and other or record) end
    end
    return sum
end
print(nested(5, record))                             --> 54

-- two traversals in turns, by coroutines at one instruction
local function walker(t)
    return coroutine.wrap(function() for k in pairs(t) do coroutine.yield(k) end end)
end
local one, two, line = walker(record), walker(other), {}
for _ = 1, 3 do line[#line + 1] = one() .. two() end
print(table.concat(line, " "))                       --> ax ba cy

-- values removed and set again on the way, slots that are empty
local t = { a = 1, b = 2, c = 3, d = 4 }
for k in pairs(t) do t[k] = nil t.b = t.b and 5 end
print(next(t))                                       --> nil
t = { a = 1, b = 2, c = 3, d = 4 }
t.b, t.c = nil, nil
print(keys(t))                                       --> a=1 d=4
for k in pairs(t) do
    if k == "a" then t.d = nil end
    print(k)                                         --> a
end

-- a record that becomes a map while it is traversed: an existing key may be assigned
t = { a = 1, b = 2 }
for k, v in pairs(t) do
    for i = 1, k == "a" and 200 or 0 do t["b"] = v + i end
    print(k, t[k])                                   --> a 1 --> b 201
end

-- three and more variables: the others are nil
for k, v, w, x in pairs { a = 1, 2 } do print(k, v, w, x) end   --> 1 2 nil nil --> a 1 nil nil

-- a control value that is not there
local function start_at(key)
    for k in next, { a = 1, b = 2, c = 3 }, key do return k end
end
print(start_at(nil), start_at("a"), start_at("c"))   --> a b
print(pcall(start_at, "z"))                          --~ false .*invalid key to 'next'.*

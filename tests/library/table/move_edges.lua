-- Overlapping moves both ways, other tables, limits of integers.
local function show(t) local o = {} for i = 1, 6 do o[i] = tostring(t[i]) end return table.concat(o, " ") end
print(show(table.move({ 1, 2, 3, 4 }, 1, 3, 3)), show(table.move({ 1, 2, 3, 4 }, 3, 4, 1)), show(table.move({ 1, 2, 3 }, 2, 3, 2)))  --> 1 2 1 2 3 nil 3 4 3 4 nil nil 1 2 3 nil nil nil
print(show(table.move({ 1, 2, 3, 4, 5 }, 2, 5, 1)), show(table.move({ 1, 2, 3, 4 }, 1, 4, 2)), show(table.move({ 1, 2, 3 }, 1, 3, 10)))  --> 2 3 4 5 5 nil 1 1 2 3 4 nil 1 2 3 nil nil nil
local a, b = { 1, 2, 3 }, { 9, 9, 9, 9 }
print(table.move(a, 1, 3, 2, b) == b, show(b), show(a), table.move(a, 1, 1, 1) == a, table.move(a, 1, 0, 1, b) == b)  --> true 9 1 2 3 nil nil 1 2 3 nil nil nil true true
print(show(table.move({ 1, nil, 3 }, 1, 3, 1, { 7, 8, 9 })), show(table.move({ 1, 2, 3 }, 4, 6, 1)), show(table.move({ [-1] = "n", [0] = "z" }, -1, 0, 1)))  --> 1 nil 3 nil nil nil nil nil nil nil nil nil n z nil nil nil nil
local low, high = math.mininteger, math.maxinteger
print(table.move({ [high] = "h", [high - 1] = "g" }, high - 1, high, 1)[2], table.move({ "a", "b" }, 1, 2, high - 1)[high])   --> h b
print(table.move({ [low] = "l", [low + 1] = "m" }, low, low + 1, 1)[2], table.move({ "a", "b" }, 1, 2, low)[low + 1])         --> m b
print(pcall(table.move, {}, low, high, 1))               --> false bad argument #3 to 'table.move' (too many elements to move)
print(pcall(table.move, {}, -1, high, 1))                --> false bad argument #3 to 'table.move' (too many elements to move)
print(pcall(table.move, {}, 0, high, 2))                 --> false bad argument #3 to 'table.move' (too many elements to move)
print(pcall(table.move, {}, 1, high, 2))                 --> false bad argument #4 to 'table.move' (destination wrap around)
print(pcall(table.move, {}, 1, 2, high))                 --> false bad argument #4 to 'table.move' (destination wrap around)
print(pcall(table.move, {}, high, low, 5))               --~ true table: .*
print(pcall(table.move, 1, 1, 1, 1))                     --> false bad argument #1 to 'table.move' (table expected, got number)
print(pcall(table.move, {}, 1, 1, 1, 5))                 --> false bad argument #5 to 'table.move' (table expected, got number)
print(pcall(table.move, {}, 1, 1))                       --> false bad argument #4 to 'table.move' (number expected, got no value)
print(pcall(table.move, {}, "x", 1, 1))                  --> false bad argument #2 to 'table.move' (number expected, got string)
print(pcall(table.move, {}, 1, 1.5, 1))                  --> false bad argument #3 to 'table.move' (number has no integer representation)
print(pcall(table.move, {}, 1, 1, 1, nil))               --~ true table: .*
-- metamethods of both tables, each element once, in the order that overlaps ask
local log = {}
local function proxy(store, name)
    return setmetatable({}, { __index = function(_, k) log[#log + 1] = name .. "get" .. k return store[k] end,
        __newindex = function(_, k, v) log[#log + 1] = name .. "set" .. k store[k] = v end })
end
table.move(proxy({ 1, 2 }, "a"), 1, 2, 5, proxy({}, "b"))
print(table.concat(log, " "))                            --> aget1 bset5 aget2 bset6
log = {}
local p = proxy({ 1, 2, 3 }, "")
table.move(p, 1, 2, 2)
print(table.concat(log, " "))                            --> get2 set3 get1 set2
log = {}
table.move(p, 2, 3, 1)
print(table.concat(log, " "))                            --> get2 set1 get3 set2

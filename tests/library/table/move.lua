local function show(t) print(table.concat(t, " ")) end
show(table.move({ 1, 2, 3 }, 1, 3, 2))          --> 1 1 2 3
show(table.move({ 1, 2, 3 }, 2, 3, 1))          --> 2 3 3
show(table.move({ 1, 2, 3 }, 1, 3, 1))          --> 1 2 3
show(table.move({ 1, 2 }, 1, 2, 3))             --> 1 2 1 2
show(table.move({ 1, 2 }, 1, 2, 1, { 9, 9, 9 }))  --> 1 2 9
show(table.move({ 1, 2 }, 2, 1, 5))             --> 1 2
local t = table.move({ "a", nil, "c" }, 1, 3, 1, {})
print(t[1], t[2], t[3])                         --> a nil c
print(table.move({}, 1, 0, math.maxinteger) ~= nil)  --> true
print(pcall(table.move, {}, 0, math.maxinteger, 1)) --> false bad argument #3 to 'table.move' (too many elements to move)
print(pcall(table.move, {}, 1, math.maxinteger, 2)) --> false bad argument #4 to 'table.move' (destination wrap around)
print(pcall(table.move, {}, 1, 2))              --> false bad argument #4 to 'table.move' (number expected, got no value)
local far = table.move({ [math.maxinteger] = "m" }, math.maxinteger, math.maxinteger, math.mininteger)
print(far[math.mininteger])                     --> m
local p = setmetatable({}, { __index = function(_, k) return k * 10 end })
show(table.move(p, 1, 3, 1, {}))                --> 10 20 30

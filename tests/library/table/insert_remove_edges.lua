-- Positions at the borders of a list, what is shifted, what is returned and refused.
local function show(t) local o = {} for i = 1, 6 do o[i] = tostring(t[i]) end return table.concat(o, " ") end
local t = { "a", "b", "c" }
print(table.remove(t, 4), show(t))                       --> nil a b c nil nil nil
print(table.remove(t, 3), show(t))                       --> c a b nil nil nil nil
print(table.remove(t, 1), show(t))                       --> a b nil nil nil nil nil
print(table.remove(t), show(t))                          --> b nil nil nil nil nil nil
print(table.remove(t), table.remove(t, 0), table.remove(t, #t), select("#", table.remove(t)), show(t))  --> nil nil nil 1 nil nil nil nil nil nil
t[0] = "zero"
print(table.remove(t), t[0])                             --> zero nil
local behind = { "a", "b", [3] = nil }
behind[3] = nil
print(table.remove(behind, 3), #behind)                  --> nil 2
t = { "x" }
table.insert(t, 1, "w") table.insert(t, 3, "y") table.insert(t, #t + 1, "z")
print(show(t))                                           --> w x y z nil nil
table.insert(t, "2", "s") table.insert(t, 1.0, "f")
print(show(t), #t)                                       --> f w s x y z 6
t = {}
table.insert(t, nil) table.insert(t, 1, nil)
print(#t, next(t))                                       --> 0 nil
table.insert(t, 1, false)
print(#t, t[1], table.remove(t))                         --> 1 false false
for _, p in ipairs { 0, -1, 3, math.maxinteger, math.mininteger, 1.5, "x" } do print(pcall(table.insert, { 1 }, p, "v")) end
--> false bad argument #2 to 'table.insert' (position out of bounds)
--> false bad argument #2 to 'table.insert' (position out of bounds)
--> false bad argument #2 to 'table.insert' (position out of bounds)
--> false bad argument #2 to 'table.insert' (position out of bounds)
--> false bad argument #2 to 'table.insert' (position out of bounds)
--> false bad argument #2 to 'table.insert' (number has no integer representation)
--> false bad argument #2 to 'table.insert' (number expected, got string)
for _, p in ipairs { -1, 3, math.maxinteger, math.mininteger } do print((pcall(table.remove, { 1 }, p))) end
--> false
--> false
--> false
--> false
print(pcall(table.remove, { 1 }, 1.5))                   --> false bad argument #2 to 'table.remove' (number has no integer representation)
print(pcall(table.remove, { 1 }, "x"))                   --> false bad argument #2 to 'table.remove' (number expected, got string)
print(pcall(table.remove, "x"))                          --> false bad argument #1 to 'table.remove' (table expected, got string)
print(pcall(table.insert))                               --> false bad argument #1 to 'table.insert' (table expected, got no value)
print(pcall(table.insert, { 1 }))                        --> false wrong number of arguments to 'insert'
print(pcall(table.insert, { 1 }, 1, 2, 3, 4))            --> false wrong number of arguments to 'insert'
print(pcall(table.insert, 5, 5))                         --> false bad argument #1 to 'table.insert' (table expected, got number)
-- keys that are no integers stay where they are
local mixed = { "a", "b", x = 1, [1.5] = 2, [-1] = 3, [0] = 4 }
table.insert(mixed, 1, "new") table.remove(mixed, 2)
print(mixed.x, mixed[1.5], mixed[-1], mixed[0], mixed[1], mixed[2], mixed[3])  --> 1 2 3 4 new b nil

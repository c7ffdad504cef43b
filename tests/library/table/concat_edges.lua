print(table.concat({ 1, 2.5, "x", -0.0 }, "|"), table.concat({ "a" }, "|"), table.concat({}, "|") == "", table.concat({ "a", "b" }, 0))  --> 1|2.5|x|-0.0 a true a0b
print(table.concat({ "a", "b", "c" }, ",", 2), table.concat({ "a", "b", "c" }, ",", 3), table.concat({ "a", "b", "c" }, ",", 4) == "")   --> b,c c true
print(table.concat({ [0] = "z", [-1] = "y", "a" }, ",", -1), table.concat({ "a", "b", "c" }, nil, 1, 2), table.concat({ "a", "b" }, ",", nil, 1))  --> y,z,a ab a
local low, high = math.mininteger, math.maxinteger
print(table.concat({ [low] = "l", [low + 1] = "m" }, "-", low, low + 1), table.concat({ [high - 1] = "g", [high] = "h" }, "-", high - 1, high))  --> l-m g-h
print(table.concat({}, "x", high, low) == "", table.concat({}, "x", 1, 0) == "", table.concat({}, "x", 0, -1) == "")   --> true true true
print(table.concat({ "a", "b" }, ",", "1", 2.0))         --> a,b
print(pcall(table.concat, { "a" }, ",", 1, 2))           --> false invalid value (nil) at index 2 in table for 'concat'
print(pcall(table.concat, { "a" }, ",", 0))              --> false invalid value (nil) at index 0 in table for 'concat'
print(pcall(table.concat, { "a", true }))                --> false invalid value (boolean) at index 2 in table for 'concat'
print(pcall(table.concat, { "a", print }))               --> false invalid value (function) at index 2 in table for 'concat'
print(pcall(table.concat, { setmetatable({}, { __tostring = function() return "x" end }) }))  --> false invalid value (table) at index 1 in table for 'concat'
print(pcall(table.concat, {}, {}))                       --> false bad argument #2 to 'table.concat' (string expected, got table)
print(pcall(table.concat, {}, ",", "x"))                 --> false bad argument #3 to 'table.concat' (number expected, got string)
print(pcall(table.concat, {}, ",", 1, 1.5))              --> false bad argument #4 to 'table.concat' (number has no integer representation)
print(pcall(table.concat, nil))                          --> false bad argument #1 to 'table.concat' (table expected, got nil)
print(pcall(table.concat, "abc"))                        --> false bad argument #1 to 'table.concat' (table expected, got string)
local t = {}
for i = 1, 1000 do t[i] = i end
print(#table.concat(t), #table.concat(t, ", "), table.concat(t, "+", 500, 503))  --> 2893 4891 500+501+502+503
print(table.concat({ ("x"):rep(300), "\0", ("y"):rep(300) }, "\0") == ("x"):rep(300) .. "\0\0\0" .. ("y"):rep(300))  --> true
print(table.concat({ "a", "b", n = 5, x = "c", [2.5] = "d" }, " "))  --> a b

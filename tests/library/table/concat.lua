print(table.concat { 1, 2, "x", 3.5 }, table.concat({ 1, 2, 3 }, ", "), table.concat({}))  --> 12x3.5 1, 2, 3
print(table.concat({ 1, 2, 3, 4 }, "-", 2), table.concat({ 1, 2, 3, 4 }, "-", 2, 3), table.concat({ 1 }, "-", 2))  --> 2-3-4 2-3
print(table.concat({ [5] = "five" }, ",", 5, 5), "|")             --> five |
print(pcall(table.concat, { 1, {}, 3 }))        --> false invalid value (table) at index 2 in table for 'concat'
print(pcall(table.concat, { 1, 2 }, ",", 1, 3)) --> false invalid value (nil) at index 3 in table for 'concat'
print(pcall(table.concat, { true }))            --> false invalid value (boolean) at index 1 in table for 'concat'
print(pcall(table.concat, 5))                   --> false bad argument #1 to 'table.concat' (table expected, got number)
print(table.concat({ "a" }, "x", math.maxinteger), table.concat({ [math.maxinteger] = "m" }, "x", math.maxinteger, math.maxinteger))  -->  m
print(table.concat({ 1, 2 }, 0), #table.concat({ ("x"):rep(5000), ("y"):rep(5000) }, ("z"):rep(100)))  --> 102 10100

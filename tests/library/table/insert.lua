local t = {}
table.insert(t, "a")
table.insert(t, 1, "b")
table.insert(t, 2, "c")
table.insert(t, 4, "d")
print(table.concat(t, " "), #t)                 --> b c a d 4
print(select("#", table.insert(t, "e")))        --> 0
print(pcall(table.insert, t, 7, "x"))           --> false bad argument #2 to 'table.insert' (position out of bounds)
print(pcall(table.insert, t, 0, "x"))           --> false bad argument #2 to 'table.insert' (position out of bounds)
print(pcall(table.insert, t))                   --> false wrong number of arguments to 'insert'
print(pcall(table.insert, t, 1, 2, 3))          --> false wrong number of arguments to 'insert'
print(pcall(table.insert, nil, 1))              --> false bad argument #1 to 'table.insert' (table expected, got nil)
print(pcall(table.insert, t, "x", 1))           --> false bad argument #2 to 'table.insert' (number expected, got string)
table.insert(t, #t + 1, "f")
print(t[6])                                     --> f
table.insert(t, 1.0, "first")
print(t[1])                                     --> first

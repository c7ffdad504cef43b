--@ peer-differs 5.4.4 blames argument 1
local t = { 1, 2, 3, 4 }
print(table.remove(t), table.remove(t, 1), table.concat(t, " "))   --> 4 1 2 3
print(table.remove({}), table.remove({}, 0), select("#", table.remove {}))  --> nil nil 1
print(table.remove({ 1, 2 }, 3))                --> nil
print(pcall(table.remove, { 1, 2 }, 4))         --~ false bad argument #2 to .table.remove. \(position out of bounds\)
print(pcall(table.remove, { 1, 2 }, -1))        --~ false bad argument #2 to .table.remove. \(position out of bounds\)
local z = { [0] = "zero" }
print(table.remove(z, 0), z[0])                 --> zero nil
local q = {}
for i = 1, 100 do q[i] = i end
for i = 1, 100 do assert(table.remove(q, 1) == i) end
print(#q)                                       --> 0

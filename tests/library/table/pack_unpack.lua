local t = table.pack(1, nil, 3, nil)
print(t.n, t[1], t[3], table.pack().n)          --> 4 1 3 0
print(table.unpack({ 1, 2, 3 }))                --> 1 2 3
print(table.unpack({ 1, 2, 3 }, 2), table.unpack({ 1, 2, 3 }, 2, 3))  --> 2 2 3
print(table.unpack({ 1, nil, 3 }, 1, 3))        --> 1 nil 3
print(select("#", table.unpack({}, 1, 5)), select("#", table.unpack({ 1 }, 2, 1)))  --> 5 0
print(table.unpack({ [-1] = "a", [0] = "b" }, -1, 0))   --> a b
print(pcall(table.unpack, {}, 1, 1e7))          --> false too many results to unpack
print(pcall(table.unpack, {}, math.mininteger, math.maxinteger))  --> false too many results to unpack
print(pcall(table.unpack, {}, 0, math.maxinteger))  --> false too many results to unpack
print(table.unpack({ [math.maxinteger] = "top" }, math.maxinteger, math.maxinteger))  --> top
print(table.unpack(setmetatable({}, { __index = function(_, i) return i * 2 end, __len = function() return 3 end })))  --> 2 4 6
print(table.unpack("abc", 1, 2))                --> nil nil
print(pcall(table.unpack))                      --> false attempt to get length of a nil value

print(table.unpack({ 1, 2, 3 }, 2, 3), select("#", table.unpack({}, 1, 3)), select("#", table.unpack({ 1, 2 }, 3)), select("#", table.unpack({})))  --> 2 3 0 0
print(table.unpack({ 1, 2, 3 }, -1, 1))                  --> nil nil 1
print(table.unpack({ 1, 2, 3 }, nil, 2), table.unpack({ 1, 2, 3 }, 2, nil))   --> 1 2 3
print(table.unpack({ 1, 2, 3 }, "2", 3.0))               --> 2 3
local low, high = math.mininteger, math.maxinteger
print(table.unpack({ [high] = "h" }, high, high), table.unpack({ [low] = "l" }, low, low), select("#", table.unpack({}, high, low)))  --> h l 0
print(table.unpack({ [high - 1] = "g", [high] = "h" }, high - 1, high))  --> g h
print(pcall(table.unpack, {}, low, high))                --> false too many results to unpack
print(pcall(table.unpack, {}, 0, high))                  --> false too many results to unpack
print(pcall(table.unpack, {}, low, 0))                   --> false too many results to unpack
print(pcall(table.unpack, {}, 1, 1e8))                   --> false too many results to unpack
print(pcall(table.unpack, {}, 1.5))                      --> false bad argument #2 to 'table.unpack' (number has no integer representation)
print(pcall(table.unpack, {}, "x"))                      --> false bad argument #2 to 'table.unpack' (number expected, got string)
print(pcall(table.unpack, {}, 1, {}))                    --> false bad argument #3 to 'table.unpack' (number expected, got table)
print(select("#", table.unpack({}, 1, 200)), select("#", table.unpack({ n = 3 }, 1, 3)))  --> 200 3
local t = table.pack()
print(t.n, #t, next(t), select("#", table.pack()))       --> 0 0 n 1
t = table.pack(nil, nil)
print(t.n, t[1], next(t))                                --> 2 nil n 2
t = table.pack("a", nil, "c", nil)
print(t.n, t[1], t[2], t[3], t[4], getmetatable(t))      --> 4 a nil c nil nil
print(select("#", table.unpack(t, 1, t.n)), table.pack(1) == table.pack(1))  --> 4 false

local function f() return 1, 2, 3 end
print(#{ f() }, #{ f(), 10 }, #{ (f()) }, #{ f(), f() })  --> 3 2 1 4
local t = { 1, 2; x = "a", [30] = 3, ["y z"] = 4, 5, }
print(#t, t[3], t.x, t[30], t["y z"])            --> 3 5 a 3 4
local n = 0
for _ in pairs { nil, 1, a = nil } do n = n + 1 end
print(n)                                         --> 1
print(#{ n = f() }, ({ n = f() }).n)             --> 0 1
local key = "k"
print(({ [key] = 1 }).k, ({ [1 + 1] = "two" })[2])  --> 1 two
print(({ 1, [1] = 2 })[1])                       --~ [12]
local nested = { { { x = 1 } } }
print(nested[1][1].x)                            --> 1
print(select("#", table.unpack({ f(), nil, f() }, 1, 5)))  --> 5

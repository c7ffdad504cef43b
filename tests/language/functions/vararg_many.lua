local function count(...) return select("#", ...) end
local t = {}
for i = 1, 5000 do t[i] = i end
print(count(table.unpack(t)))                       --> 5000
local function pass(...) return ... end
local u = { pass(table.unpack(t)) }
print(#u, u[1], u[5000])                            --> 5000 1 5000
local function deep(n, ...) if n == 0 then return select("#", ...) end return deep(n - 1, n, ...) end
print(deep(200))                                    --> 200
print((select(5000, table.unpack(t))))              --> 5000

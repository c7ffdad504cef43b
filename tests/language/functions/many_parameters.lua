local names = {}
for i = 1, 200 do names[i] = "p" .. i end
local list = table.concat(names, ",")
local f = load("return function(" .. list .. ") return p1, p200, p100 end")()
local args = {}
for i = 1, 200 do args[i] = i end
print(f(table.unpack(args)))              --> 1 200 100
print(load("return function(" .. list .. ", extra) end"))  --~ nil .*: too many local variables \(limit is 200\) in function at line 1 near.*
local values = {}
for i = 1, 250 do values[i] = tostring(i) end
print(load("return select('#', " .. table.concat(values, ",") .. ")")())  --> 250

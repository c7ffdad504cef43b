local parts = {}
for i = 1, 1000 do parts[i] = tostring(i) end
local t = load("return {" .. table.concat(parts, ",") .. "}")()
local sum = 0
for i = 1, #t do sum = sum + t[i] end
print(#t, sum)                                   --> 1000 500500
t = load("return {" .. table.concat(parts, ",") .. ", ...}")("x", "y")
print(#t, t[1001], t[1002])                      --> 1002 x y
t = load("return {" .. table.concat(parts, ";"):gsub("%d+", "k%0=%0") .. "}")()
print(t.k1, t.k500, t.k1000)                     --> 1 500 1000

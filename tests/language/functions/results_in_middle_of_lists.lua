local function r(n) local t = {} for i = 1, n do t[i] = i end return table.unpack(t) end
print(r(3), "|", r(0), "|", (r(0)), r(2))   --> 1 | nil | nil 1 2
local t = { r(2), r(0), r(3) }
print(#t, t[1], t[2], t[3], t[4], t[5])     --> 5 1 nil 1 2 3
print(select("#", r(0)), select("#", (r(0))), select("#", r(0), r(0)))  --> 0 1 1

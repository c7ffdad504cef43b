-- Comparators that error, grow or shrink the table, or sort again.
local t = {}
for i = 1, 100 do t[i] = (i * 37) % 101 end
local n = 0
print(pcall(table.sort, t, function(a, b) n = n + 1 if n == 50 then error("enough", 0) end return a < b end))  --> false enough
print(#t)                                                --> 100
print((pcall(table.sort, t, function(a, b) t[#t + 1] = 0 return a < b end)))   --> true
local u = {}
for i = 1, 200 do u[i] = 200 - i end
print(type(pcall(table.sort, u, function(a, b) for i = 1, 10 do u[#u] = nil end return (a or 0) < (b or 0) end)))  --> boolean
local inner = { 3, 1, 2 }
table.sort(t, function(a, b) table.sort(inner) collectgarbage("step") return a < b end)
print(table.concat(inner))                               --> 123

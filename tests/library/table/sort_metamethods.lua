local mt = { __lt = function(a, b) return a.k < b.k end }
local t = {}
for i, k in ipairs { 3, 1, 2 } do t[i] = setmetatable({ k = k }, mt) end
table.sort(t)
print(t[1].k, t[2].k, t[3].k)                   --> 1 2 3
local store = { 5, 4, 6 }
local p = setmetatable({}, { __index = store, __newindex = store, __len = function() return #store end })
table.sort(p)
print(table.concat(store, " "), next(p))        --> 4 5 6 nil
print(pcall(table.sort, setmetatable({}, { __len = function() return math.maxinteger end })))  --> false bad argument #1 to 'table.sort' (array too big)

-- A comparator that changes the table.
-- ends: time error
local t = {}
for n = 1, 1000 do t[n] = n end
while true do pcall(table.sort, t, function(a, b) t[#t] = nil t[#t + 1] = {} t[1] = nil return a < b end) end

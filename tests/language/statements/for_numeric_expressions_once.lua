local log = {}
local function note(v) log[#log + 1] = v return v end
for _ = note(1), note(6), note(2) do end
print(table.concat(log, " "))           --> 1 6 2
local n = 3
local sum = 0
for i = 1, n do n = 10; sum = sum + i end
print(sum, n)                           --> 6 10

local parts = { "local r = 0" }
for i = 1, 20000 do parts[#parts + 1] = ("r = r + (function(a) return a + %d end)(1)"):format(i) end
parts[#parts + 1] = "return r"
print(load(table.concat(parts, "\n"))())                 --> 200030000
local n = 0
for i = 1, 2000 do n = n + load("return " .. i)() end
print(n)                                                 --> 2001000

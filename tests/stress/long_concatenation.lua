local names = {}
for i = 1, 150 do names[i] = "'" .. i .. "'" end
print(#load("return " .. table.concat(names, " .. "))())   --> 342
local s = ""
for i = 1, 20000 do s = s .. "x" end
print(#s)                                                --> 20000

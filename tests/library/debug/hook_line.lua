local lines = {}
debug.sethook(function(event, line) lines[#lines + 1] = line end, "l")
local a = 1
for i = 1, 2 do
    a = a + i
end
debug.sethook()
print(table.concat(lines, " "))        --~ 3 4 5 4 5 4 7

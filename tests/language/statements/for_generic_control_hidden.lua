-- Changing the loop variable does not disturb the iteration.
local seen = {}
for i, v in ipairs { "a", "b", "c" } do
    seen[#seen + 1] = i .. v
    i = 100
end
print(table.concat(seen, " "))    --> 1a 2b 3c

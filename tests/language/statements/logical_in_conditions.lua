local function test(a, b, c)
    local r = {}
    if a and b or c then r[#r + 1] = "1" end
    if a and (b or c) then r[#r + 1] = "2" end
    if not (a or b) and c then r[#r + 1] = "3" end
    if not a or not b and not c then r[#r + 1] = "4" end
    while a and not b do r[#r + 1] = "5" break end
    repeat r[#r + 1] = "6" until a or b or not c or true
    return table.concat(r)
end
for bits = 0, 7 do io.write(test(bits & 4 ~= 0, bits & 2 ~= 0, bits & 1 ~= 0), " ") end
print()  --> 46 1346 46 146 456 1256 126 126

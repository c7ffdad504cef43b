-- An integer becomes the float that is equal to it, else one of its two neighbours; that never fails.
local big = 1 << 53
print(big + 0.0 == big, (big - 1) + 0.0 == big - 1, -big + 0.0 == -big)        --> true true true
for _, n in ipairs { big + 1, big + 3, -big - 1, (1 << 62) + 1, math.maxinteger, math.maxinteger - 511, math.mininteger + 1 } do
    local f = n + 0.0
    local distance = f >= 2 ^ 63 and math.maxinteger - n + 1 or math.abs(math.tointeger(f) - n)
    assert(math.type(f) == "float" and f ~= n and distance <= 512, n)
end
print((big + 1) + 0.0 == big or (big + 1) + 0.0 == big + 2)                    --> true
print(math.maxinteger + 0.0, math.mininteger + 0.0 == math.mininteger)         --> 9.2233720368548e+18 true
print(math.maxinteger / 1 == 2 ^ 63, math.maxinteger ^ 1 == 2 ^ 63, math.maxinteger * 1.0 == 2 ^ 63)  --> true true true
print(math.type(big / big), math.type(2 ^ 2), math.type(1 + 1.0), math.type(1 // 1.0), math.type(3 % 2.0))  --> float float float float float
print(7 // 2.0, 7 % 2.5, 7 - 0.5, 7 * 0.5, 1 << 2.0)                            --> 3.0 2.0 6.5 3.5 4

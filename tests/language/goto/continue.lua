for i = 1, 5 do
    if i % 2 == 0 then goto continue end
    io.write(i, " ")
    ::continue::
end
print()                  --> 1 3 5
local k = 0
while k < 5 do
    k = k + 1
    if k < 4 then goto next end
    io.write(k, " ")
    ::next::
end
print()                  --> 4 5
repeat
    k = k - 1
    if k > 0 then goto again end
    ::again::
until k == 0
print(k)                 --> 0

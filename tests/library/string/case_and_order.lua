-- Letters of ASCII change, all other bytes stay: of each byte what becomes of it.
local changed = {}
for i = 0, 255 do
    local c = string.char(i)
    if c:upper() ~= c then changed[#changed + 1] = c .. c:upper() end
    if c:lower() ~= c then changed[#changed + 1] = c .. c:lower() end
    assert(#c:upper() == 1 and #c:lower() == 1 and c:reverse() == c)
end
print(#changed, changed[1], changed[26], changed[27], changed[52])     --> 52 Aa Zz aA zZ
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
all = table.concat(all)
print(#all, all:reverse():reverse() == all, all:reverse():byte(1, 2))  --> 256 true 255 254
print(all:upper():lower() == all:lower(), all:upper():find("%l"), all:lower():find("%u"))  --> true nil nil
print(("a\0b"):upper() == "A\0B", ("A\0B"):lower() == "a\0b", ("a\0b"):reverse() == "b\0a")  --> true true true
print(("a\000bc\000"):len(), #"a\000bc\000", (""):upper(), (""):lower(), (""):reverse())      --> 5 5
local s = ("Mixed Case 123 "):rep(100)
print(s:lower() == ("mixed case 123 "):rep(100), s:upper() == ("MIXED CASE 123 "):rep(100), #s:reverse())  --> true true 1500

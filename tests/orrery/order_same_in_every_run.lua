-- Keys that are not strings follow their insertion as well: no address shows.
local t, names = {}, {}
for i = 1, 20 do
    local k = i % 2 == 0 and {} or function() return i end
    t[k], names[k] = i, i
end
local out = {}
for _, v in pairs(t) do out[#out + 1] = v end
print(table.concat(out, " "))   --> 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20

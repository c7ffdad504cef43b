local s = ("abc"):rep(50, "-")
local long = s .. s
for i = 1, 20 do s = s .. i end
assert(#s:upper() == #s and s:lower() and s:reverse():reverse() == s)
local t = {}
for i = 1, 20 do t[i] = string.format("%5d %s %q %g %a %-10s| %i %x %c", i, s:sub(1, i), s:sub(i), i / 3, i + 0.5, "x", i, i, 65 + i) end
assert(#table.concat(t) > 1000)
assert(string.format("%s %s %s", nil, setmetatable({}, {__tostring = function() return "o" .. #s end}), true):find("o%d"))
assert(#string.format("%99d%s", 1, long) > 300)
assert(select("#", s:byte(1, 50)) == 50 and #string.char(s:byte(1, 60)) == 60)
local pieces = "a" .. 1 .. 2.5 .. "b" .. s .. tostring(nil) .. tostring(1e100)
assert(pieces ~= long and pieces == pieces .. "" and #pieces < #(pieces .. long))
local keys = {}
for i = 1, 70 do keys["interned" .. i] = ("not interned, since it is longer than forty bytes " .. i) end
assert(("%d"):rep(3) == "%d%d%d" and ("x"):rep(0) == "" and ("x"):rep(1000):len() == 1000)

-- Strings that are numerals serve as numbers; only integers as such make an integer loop.
local function run(a, b, c) local o = {} for i = a, b, c or 1 do o[#o + 1] = tostring(i) end print(table.concat(o, " ")) end
run("1", 2)             --> 1.0 2.0
run(1, "2")             --> 1 2
run(1, 2, "1")          --> 1.0 2.0
run("0x3", "1", "-1")   --> 3.0 2.0 1.0
run(1, "2.5")           --> 1 2

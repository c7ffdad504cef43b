-- Sources that make the compiler's own structures grow.
local parts = {}
for i = 1, 60 do parts[i] = ("local v%d = {%d, 'k%d', %d.5}"):format(i, i * 70000, i, i) end
parts[#parts + 1] = "return function(x) x = x or v1 return x, v60, v30[2] end"
local f = assert(load(table.concat(parts, "\n"), "=many"))
assert(f()() and select(3, f()()) == "k30")
local deep = ("("):rep(40) .. "1" .. (")"):rep(40) .. (" + 1"):rep(60)
assert(assert(load("return " .. deep))() == 61)
local nested = ("function() return "):rep(12) .. "1" .. (" end"):rep(12)
assert(load("return " .. nested))
local jumps = ("if x then y = 1 elseif z then y = 2 else y = 3 end "):rep(15)
assert(assert(load("local x, y, z " .. jumps .. "return y"))() == 3)
local labels = {}
for i = 1, 12 do labels[i] = ("goto l%d do local q = %d end ::l%d::"):format(i, i, i) end
assert(load(table.concat(labels, "\n")))()

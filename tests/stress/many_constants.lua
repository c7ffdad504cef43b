-- 300000 different constants of every kind in one function.
local parts = {}
for i = 1, 100000 do parts[#parts + 1] = ("'s%d',%d,%d.5"):format(i, i + 1000000, i) end
local f = assert(load("local t = {" .. table.concat(parts, ",") .. "} return t"))
local t = f()
print(#t, t[1], t[2], t[3], t[299998], t[299999], t[300000])   --> 300000 s1 1000001 1.5 s100000 1100000 100000.5
local lines = { "local t = ..." }
for i = 1, 70000 do lines[#lines + 1] = ("t.f%d = 'v%d'"):format(i, i) end
lines[#lines + 1] = "return t.f1 .. t.f70000 .. #'end' + 1"
local u = {}
print(load(table.concat(lines, "\n"))(u), u.f300)        --> v1v700004 v300
print(load("local t = ... return t.f69999, t.f70000, t.f1")(u))   --> v69999 v70000 v1
--@ heavy

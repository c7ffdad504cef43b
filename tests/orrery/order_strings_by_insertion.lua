-- pairs visits string keys in the order in which they were first inserted.
local t = {}
for w in ("the quick brown fox jumps over lazy dogs"):gmatch("%a+") do t[w] = #w end
local out = {}
for k, v in pairs(t) do out[#out + 1] = k .. v end
print(table.concat(out, " "))   --> the3 quick5 brown5 fox3 jumps5 over4 lazy4 dogs4
t.quick = 50
out = {}
for k, v in pairs(t) do out[#out + 1] = k .. v end
print(table.concat(out, " "))   --> the3 quick50 brown5 fox3 jumps5 over4 lazy4 dogs4
local c = { z = 1, a = 2, m = 3 }
out = {}
for k in pairs(c) do out[#out + 1] = k end
print(table.concat(out))        --> zam

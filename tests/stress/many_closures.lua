local fs = {}
for i = 1, 100000 do local v = i fs[i] = function(d) v = v + d return v end end
local sum = 0
for i = 1, 100000, 1000 do sum = sum + fs[i](1) end
print(sum, fs[1](0), fs[100000](0))                      --> 4950200 2 100000

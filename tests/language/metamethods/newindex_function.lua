local log = {}
local t = setmetatable({ here = 1 }, { __newindex = function(self, k, v) log[#log + 1] = k .. "=" .. tostring(v) end })
t.here = 2
t.there = 3
t[1] = 4
t.there = nil
print(t.here, t.there, t[1], table.concat(log, " "))   --> 2 nil nil there=3 1=4 there=nil
rawset(t, "there", 5)
t.there = 6
print(t.there, #log)                                   --> 6 3
t.here = nil
t.here = 7
print(t.here, log[4])                                  --> nil here=7

local mt1, mt2 = { __index = { from = 1 } }, { __index = { from = 2 } }
local t = {}
t.a = 1
setmetatable(t, mt1)
t.b = 2
print(t.a, t.b, t.from)           --> 1 2 1
setmetatable(t, mt2)
t.c = 3
t.a = nil
print(t.a, t.b, t.c, t.from)      --> nil 2 3 2
setmetatable(t, nil)
print(t.b, t.c, t.from)           --> 2 3 nil
t.a = "again"
setmetatable(t, mt1)
print(t.a, t.from, getmetatable(t) == mt1)  --> again 1 true

local t = setmetatable({}, { __call = function(self, ...) return type(self), select("#", ...), ... end })
print(t())                 --> table 0
print(t(1, nil))           --> table 2 1 nil
print(t "s")               --> table 1 s
local u = { m = t }
print(u:m(5) , u.m(6))     --~ table table 1 6
print(select("#", t(table.unpack({}, 1, 50))))   --> 52
print(pcall(t, 1))         --> true table 1 1
debug.setmetatable(1, { __call = function(n, m) return n * m end })
print((6)(7), pcall(3, 4)) --> 42 true 12
debug.setmetatable(1, nil)
print(pcall(setmetatable({}, { __call = 1 })))   --~ false attempt to call a (table|number) value

-- A userdata value without a metatable allows assignment and the test of identity, nothing else.
local function f() return print end
local function g() return f end
local u, same, other = debug.upvalueid(f, 1), debug.upvalueid(f, 1), debug.upvalueid(g, 1)
print(type(u), u == same, u == other, rawequal(u, same))  --> userdata true false true
local t = { [u] = "by identity" }
print(t[same], t[other])                                  --> by identity nil
local function refused(operation) return (pcall(operation)) == false end
print(refused(function() return u + 1 end), refused(function() return -u end), refused(function() return u & 1 end))  --> true true true
print(refused(function() return u < other end), refused(function() return u .. "" end), refused(function() return #u end))  --> true true true
print(refused(function() return u.field end), refused(function() u.field = 1 end), refused(function() return u() end))  --> true true true
print(refused(function() return u <= u end), u ~= other, not u)  --> true true false

-- Without __le, a <= b is not (b < a): Lua 5.3's rule, kept by builds with LUA_COMPAT_5_3.
local mt = {}
local function box(n) return setmetatable({ n = n }, mt) end
local calls = 0
mt.__lt = function(a, b)
    calls = calls + 1
    return (type(a) == "table" and a.n or a) < (type(b) == "table" and b.n or b)
end
local one, two = box(1), box(2)
print(one <= two, two <= one, one <= one, calls)       --> true false true 3
print(one >= two, two >= one, not (one <= two))        --> false true false
print(1 <= two, 2 <= one, two <= 1, one >= 1)          --> true false false true
if one <= two then print("then") else print("else") end --> then
if two <= one then print("then") else print("else") end --> else
-- Yields pass through, and what is compared meanwhile is not turned round.
local plain = setmetatable({}, { __le = function() return true end })
mt.__lt = function(a, b)
    assert(plain <= plain)
    return coroutine.yield(a.n .. "<" .. b.n)
end
local co = coroutine.wrap(function() return one <= two, one < two end)
print(co())      --> 2<1
print(co(false)) --> 1<2
print(co(false)) --> true false
-- An error in it leaves nothing behind.
mt.__lt = function() error("no", 0) end
print(pcall(function() return one <= two end))         --> false no
mt.__lt = function() return true end
print(one < two, one <= two)                           --> true false
mt.__le = function() return true end
print(one <= two)                                      --> true
mt.__le, mt.__lt = nil, nil
print(pcall(function() return one <= two end))         --~ false.*attempt to compare two table values

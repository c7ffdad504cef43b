local mt = {
    __lt = function(a, b) return (a.v or a) < (b.v or b) end,
    __le = function(a, b) return (a.v or a) <= (b.v or b) end,
}
debug.setmetatable(nil, nil)
local function new(v) return setmetatable({ v = v }, mt) end
local a, b = new(1), new(2)
print(a < b, b < a, a > b, b > a)            --> true false false true
print(a <= b, b <= a, a >= b, a <= a)        --> true false false true
print(not (a < b), not (b <= a))             --> false true
mt.__lt = function(x) return rawequal(x, a) and "a first" end
print(a < b, b < a, a > b)                   --> true false false
mt.__lt = nil
print(pcall(function() return a < b end))    --~ false .*: attempt to compare two table values
mt.__le = nil
print(pcall(function() return a <= b end))   --~ false .*: attempt to compare two table values
print(pcall(function() return a < 1 end))    --~ false .*: attempt to compare table with number

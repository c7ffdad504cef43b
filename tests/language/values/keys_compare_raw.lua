-- Two keys are the same key if they are raw equal: __eq plays no part, nor do conversions.
local mt = { __eq = function() return true end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local t = { [a] = "a", [1] = "number", ["1"] = "string", [true] = "boolean", ["true"] = "word" }
print(a == b, t[a], t[b])                     --> true a nil
t[b] = "b"
print(t[a], t[b])                             --> a b
print(t[1], t[1.0], t["1"], t["1.0"])         --> number number string nil
print(t[true], t["true"], t[false])           --> boolean word nil
print(t[1 + 2 ^ -52], t[0x1p0])               --> nil number
local key = 2 ^ 53
t[key] = "float"
t[(1 << 53) + 1] = "integer"
print(t[1 << 53], t[key], t[(1 << 53) + 1])   --> float float integer

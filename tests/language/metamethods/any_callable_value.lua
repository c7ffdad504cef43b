-- A metamethod may be a value with __call; it comes first among the arguments then.
local function callable(name)
    return setmetatable({}, { __call = function(self, ...) return name .. select("#", ...) end })
end
local mt = {}
for _, name in ipairs { "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl", "shr",
    "bnot", "concat", "len", "eq", "lt", "le", "call" } do mt["__" .. name] = callable(name) end
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a + b, a - b, a * b, a / b, a % b)         --> add2 sub2 mul2 div2 mod2
print(a ^ b, -a, a // b, a & b, a | b)           --> pow2 unm2 idiv2 band2 bor2
print(a ~ b, a << b, a >> b, ~a, a .. b)         --> bxor2 shl2 shr2 bnot2 concat2
print(a == b, a < b, a <= b, a(1, 2))            --> true true true call3
print((#a):sub(1, 3))                            --> len
local closed
do local x <close> = setmetatable({}, { __close = setmetatable({}, { __call = function(_, v, e) closed = type(v) end }) }) end
print(closed)                                    --> table
local finalized
setmetatable({}, { __gc = setmetatable({}, { __call = function(_, o) finalized = type(o) end }) })
collectgarbage()
collectgarbage()
print(finalized)                                 --> table
print(tostring(setmetatable({}, { __tostring = setmetatable({}, { __call = function() return "text" end }) })))  --> text

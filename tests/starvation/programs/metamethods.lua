-- Every metamethod, also along chains.
local m = {}
for _, event in ipairs {"add", "sub", "mul", "div", "idiv", "mod", "pow", "unm", "band", "bor", "bxor", "shl", "shr", "bnot"} do
    m["__" .. event] = function(a, b) return {event, a, b} end
end
m.__index = function(t, k) return k .. "x" end
m.__newindex = function(t, k, v) rawset(t, k .. "y", v) end
m.__concat = function(a, b) return setmetatable({a, b}, m) end
m.__call = function(self, ...) return ... end
m.__eq = function() return true end
m.__lt = function() return {} end
m.__le = function() return nil end
m.__len = function() return 9 end
m.__tostring = function() return "object" .. 1 end
m.__pairs = function(t) return function(_, k) if not k then return 1, {} end end, t, nil end
m.__close = function(o, e) m.closed = {o, e} end
m.__name = "Type"
local a, b = setmetatable({}, m), setmetatable({}, m)
for i = 1, 3 do a["f" .. i] = b end
local all = {a + b, a - 1, 2 * a, a / b, a // b, a % 3, a ^ b, -a, a & 1, 1 | a, a ~ b, a << 1, 1 >> a, ~a}
assert(#all == 14 and all[14][1] == "bnot")
local c = a .. "x" .. 1 .. b
assert(a == b and a < b and not (a <= b) and #a == 9 and a(1, 2) == 1 and a.missing == "missingx" and tostring(c) == "object1")
for k, v in pairs(a) do assert(k == 1) end
do local closed <close> = a end
local chain = {value = 1}
for i = 1, 8 do chain = setmetatable({}, {__index = chain, __newindex = chain}) end
chain.new = {}
assert(chain.value == 1 and chain.new)
local callable = setmetatable({}, {__call = setmetatable({}, {__call = function(...) return select("#", ...) end})})
assert(callable(1, 2) == 4)

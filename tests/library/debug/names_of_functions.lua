-- The name by which a function was called, for each kind of call.
local function name() local i = debug.getinfo(2, "n") return tostring(i.name) .. ":" .. i.namewhat end
local function l() return (name()) end
G = function() return (name()) end
local t = { f = function() return (name()) end }
function t:m() return (name()) end
local function through_upvalue() return (l()) end
print((l()), (G()), (t:m()), (through_upvalue()))       --> l:local G:global m:method l:upvalue
print((t.f()))                                           --~ f:(field|method)
print(((function() return (name()) end)()), (t["f"]()), select(2, pcall(t.f)))   --~ nil: f:(field|method) (nil:|\?:.*)
local mt = {}
for _, e in ipairs { "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl", "shr", "bnot", "concat", "len", "eq", "lt", "le", "index", "call" } do
    mt["__" .. e] = function() LAST = name() return 1 end
end
mt.__newindex = function() LAST = name() end
mt.__close = function() LAST = name() end
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local function after(_) return LAST end
local seen = { after(a + b), after(a - b), after(a * b), after(a / b), after(a % b), after(a ^ b), after(-a), after(a // b), after(a & b), after(a | b),
    after(a ~ b), after(a << b), after(a >> b), after(~a), after(a .. b), after(#a), after(a == b), after(a < b), after(a <= b), after(a.x) }
print(table.concat(seen, " "))                           --> add:metamethod sub:metamethod mul:metamethod div:metamethod mod:metamethod pow:metamethod unm:metamethod idiv:metamethod band:metamethod bor:metamethod bxor:metamethod shl:metamethod shr:metamethod bnot:metamethod concat:metamethod len:metamethod eq:metamethod lt:metamethod le:metamethod index:metamethod
a.x = 1
print(LAST)                                              --> newindex:metamethod
do local c <close> = a end
print(LAST)                                              --> close:metamethod
for x in function() if not DONE then DONE = name() return 1 end end do end
print(DONE)                                              --> for iterator:for iterator
local hooked
debug.sethook(function() hooked = name() debug.sethook() end, "l")
local _ = 1
print(hooked)                                            --> ?:hook
setmetatable({}, { __gc = function() FINAL = name() end })
collectgarbage()
print(FINAL)                                             --> __gc:metamethod

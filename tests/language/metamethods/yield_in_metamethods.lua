local mt = {}
local function y(name) return function(...) return coroutine.yield(name) end end
for _, name in ipairs { "add", "unm", "concat", "len", "eq", "lt", "le", "index", "newindex", "call", "band", "bnot" } do
    mt["__" .. name] = y(name)
end
local function new() return setmetatable({}, mt) end
local co = coroutine.wrap(function()
    local a, b = new(), new()
    local r = { a + b, -a, a .. b, #a, a == b, a < b, a <= b, a.field, a(1), a & 1, ~a, a ~= b, a > b, not (a >= b) }
    a.x = 1
    if a < b then r[#r + 1] = "if" end
    while a == b do r[#r + 1] = "while" break end
    r[#r + 1] = "p" .. a .. "s"
    return table.unpack(r)
end)
local asked = {}
local out = table.pack(co())
while out.n == 1 and mt["__" .. out[1]] do
    asked[#asked + 1] = out[1]
    out = table.pack(co("R" .. #asked))
end
print(table.concat(asked, " "))  --> add unm concat len eq lt le index call band bnot eq lt le newindex lt eq concat
print(#asked)                    --> 18
for i = 1, out.n do io.write(tostring(out[i]), " ") end
print()                          --> R1 R2 R3 R4 true true true R8 R9 R10 R11 false true false if while pR18

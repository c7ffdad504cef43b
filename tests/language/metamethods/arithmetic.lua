local mt = {}
local function class(v) return setmetatable({ v = v }, mt) end
for _, name in ipairs { "add", "sub", "mul", "div", "mod", "pow", "idiv", "band", "bor", "bxor", "shl", "shr", "concat" } do
    mt["__" .. name] = function(a, b)
        local function show(x) return type(x) == "table" and x.v or tostring(x) end
        return name .. "(" .. show(a) .. "," .. show(b) .. ")"
    end
end
mt.__unm = function(a, b) return "unm(" .. a.v .. "," .. tostring(rawequal(a, b)) .. ")" end
mt.__bnot = function(a, b) return "bnot(" .. a.v .. "," .. tostring(rawequal(a, b)) .. ")" end
local a, b = class "a", class "b"
print(a + b, a - 1, 2 * a, a / b)       --> add(a,b) sub(a,1) mul(2,a) div(a,b)
print(a % 3, a ^ b, 7 // a, -a)         --> mod(a,3) pow(a,b) idiv(7,a) unm(a,true)
print(a & 1, 1 | a, a ~ b, ~a)          --> band(a,1) bor(1,a) bxor(a,b) bnot(a,true)
print(a << 2, 2 >> a, a .. "s", "s" .. a)  --> shl(a,2) shr(2,a) concat(a,s) concat(s,a)
print(a + 1.5, 1.5 - a, a & 1.5, "x" + a)  --> add(a,1.5) sub(1.5,a) band(a,1.5) add(x,a)
print(a + nil, {} + a, a .. {} ~= nil, 1 << a)  --~ add\(a,nil\) add\(table: .*,a\) true shl\(1,a\)

--@ peer-differs 5.4.4 mislays the result when the stack grows within the metamethod
-- Concatenation associates to the right: the operands meet from the right end.
local log = {}
local mt = {}
mt.__concat = function(a, b)
    local function name(x) return type(x) == "table" and x.n or tostring(x) end
    log[#log + 1] = "(" .. name(a) .. "." .. name(b) .. ")"
    return setmetatable({ n = name(a) .. name(b) }, mt)
end
local function new(n) return setmetatable({ n = n }, mt) end
local a, b, c = new "a", new "b", new "c"
print((a .. b .. c).n, table.concat(log))           --> abc (b.c)(a.bc)
log = {}
print((a .. "1" .. "2" .. b .. 3).n, table.concat(log))  --> a12b3 (b.3)(2.b3)(1.2b3)(a.12b3)

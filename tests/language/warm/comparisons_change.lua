local function lt(a, b) if a < b then return "less" else return "not" end end
local function le(a, b) if a <= b then return "le" else return "not" end end
local function eq(a, b) if a == b then return "eq" else return "not" end end
for i = 1, 1000 do lt(i, 500) le(i, 500) eq(i, 500) end
print(lt(1, 1.5), lt(2.5, 2), lt("a", "b"), lt("b", "a"), le(1.0, 1), le("a", "a"))   --> less not less not le le
print(eq(1, 1.0), eq("1", 1), eq(nil, false), eq("x", "x"), eq(2 ^ 53, (1 << 53) + 1))  --> eq not not eq not
print(lt(0 / 0, 1), lt(1, 0 / 0), le(0 / 0, 0 / 0), eq(0 / 0, 0 / 0))                 --> not not not not
local o = setmetatable({}, { __lt = function() return true end, __eq = function() return true end, __le = function() return false end })
print(lt(o, 1), lt(1, o), le(o, o), eq(o, setmetatable({}, {})), eq(o, 1))            --> less less not eq not
print(pcall(lt, 1, "x"))       --~ false .*: attempt to compare number with string
local function k(x) return x < 10, x > 10, x <= 10.5, x == 10, x == "s", x ~= nil end
for i = 1, 1000 do k(i) end
print(k(10))     --> false false true true false true
print(k(10.25))  --> false true true false false true
print(pcall(k, "s"))  --~ false .*attempt to compare string with number

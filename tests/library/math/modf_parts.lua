-- modf: both parts carry the sign; the second is a float always.
for _, x in ipairs { 3.25, -3.25, 0.75, -0.75, 5, -5, 2 ^ 53, 2 ^ 63, math.huge, -math.huge, math.maxinteger } do
    local i, f = math.modf(x)
    assert(i == (x >= 0 and math.floor(x) or math.ceil(x)) and math.type(f) == "float")
    assert(x - i == f or x ~= x or x == x + x)
    print(("%.1f %.2f"):format(i, f))
end
--> 3.0 0.25
--> -3.0 -0.25
--> 0.0 0.75
--> 0.0 -0.75
--> 5.0 0.00
--> -5.0 0.00
--> 9007199254740992.0 0.00
--> 9223372036854775808.0 0.00
--> inf 0.00
--> -inf 0.00
--> 9223372036854775808.0 0.00
local i, f = math.modf(0 / 0)
print(i ~= i, f ~= f, select("#", math.modf(1)))         --> true true 2
print(1 / select(2, math.modf(-0.0)), 1 / select(2, math.modf(5)), 1 / select(2, math.modf(-5.0)))  --~ (-?inf) inf (-?inf)
print(pcall(math.modf))                                  --> false bad argument #1 to 'math.modf' (number expected, got no value)
print(pcall(math.modf, "x"))                             --> false bad argument #1 to 'math.modf' (number expected, got string)

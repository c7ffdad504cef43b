local a, b, s = 1, 2, "x"
local t = { a < b, a > b, a == b, a ~= b, a <= b, a >= b, s == "x", s < "y", not a, a == 1.0 }
for i = 1, #t do io.write(t[i] and "T" or "F") end
print()                              --> TFFTTFTTFT
local function pick(c) return c == nil and "nil" or c == false and "false" or c == true and "true" or "other" end
print(pick(nil), pick(false), pick(true), pick(0))  --> nil false true other
print((a < b) == true, (a == b) ~= (a < b), 1 < 2 and 2 < 3)  --> true true true

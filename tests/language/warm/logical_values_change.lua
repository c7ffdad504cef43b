local function choose(c, a, b) return c and a or b end
local function negate(c) return not c end
for i = 1, 1000 do choose(true, i, 0) negate(true) end
print(choose(nil, 1, 2), choose(false, 1, 2), choose(0, 1, 2), choose("", false, 2))   --> 2 2 1 2
print(negate(nil), negate(0), negate(false))          --> true false true
local function test(x) if x then return 1 elseif x == nil then return 2 else return 3 end end
for _ = 1, 1000 do test(true) end
print(test(1), test(nil), test(false))                --> 1 2 3

-- 5.4.7: wrong code for an index that is a comparison.
_ENV[true] = "yes" _ENV[false] = "no"
local function f(a, b) return _ENV[a < b], _ENV[a == b], _ENV[not a], _ENV[1 < 2] end
print(f(1, 2)) --> yes no no yes
local t = {[true] = 1, [false] = 2}
local function g(a, b) t[a > b] = t[a <= b] + 10 return t[true], t[false], t[a and b or a ~= b] end
t[5] = "five"
print(g(1, 5)) --> 1 11 five
print(({[1 == 1] = "c"})[2 ~= 3]) --> c
--@ peer-differs some releases have this bug

-- Strings of the same bytes are equal and the same key, however they were made.
local a = ("x"):rep(100)
local b = ("x"):rep(50) .. ("x"):rep(50)
local t = { [a] = 1 }
print(a == b, t[b], rawequal(a, b))             --> true 1 true
print(t[a .. "x"], ("ab"):sub(1, 1) == "a")     --> nil true
local short = {}
for i = 1, 200 do short["k" .. i] = i end
local sum = 0
for i = 1, 200 do sum = sum + short["k" .. i] end
print(sum)                                      --> 20100

for i, v in ipairs { "a", "b", nil, "d" } do io.write(i, v, " ") end print()   --> 1a 2b
local t = { 10, 20 }
local n = 0
for i, v in ipairs(t) do n = n + 1 if n < 10 then t[#t + 1] = v end end
print(n, #t)                                           --> 11 11
print(select("#", ipairs {}), select(3, ipairs {}))    --> 3 0
local f, s, c = ipairs { "x" }
print(f(s, c))                                         --> 1 x
print(f(s, 1))                                         --> nil
for i in ipairs {} do print("never") end

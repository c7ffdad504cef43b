local s = ("0123456789"):rep(1000000)
print(#s, s:sub(-3), s:byte(5000000))                    --> 10000000 789 57
print(#(s .. s), (s .. "x"):find("x", 1, true))          --> 20000000 10000001 10000001
print(#s:upper(), #s:reverse(), select(2, s:gsub("5", "five")))   --> 10000000 10000000 1000000
print(s == ("0123456789"):rep(1000000), s < s .. "a")    --> true true
local t = { [s] = "long key" }
print(t[("0123456789"):rep(1000000)])                    --> long key
--@ heavy

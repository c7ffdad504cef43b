-- Jumps over very long bodies, forward and back.
local body = ("x = x + 1 "):rep(60000)
local f = assert(load("local x, n = 0, 0 while n < 2 do n = n + 1 if n == 1 then " .. body .. " else x = x + 0.5 end end return x"))
print(f())                                               --> 60000.5
f = assert(load("local x = 0 for i = 1, 2 do " .. body .. " end return x"))
print(f())                                               --> 120000
f = assert(load("local x = 0 ::top:: " .. body .. " if x < 120000 then goto top end return x"))
print(f())                                               --> 120000
f = assert(load("local x = 0 for k, v in ipairs { 1, 2 } do " .. body .. " end return x"))
print(f())                                               --> 120000
f = assert(load("local x = 0 repeat " .. body .. " until x > 100000 return x"))
print(f())                                               --> 120000
--@ heavy

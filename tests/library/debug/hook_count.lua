local n = 0
debug.sethook(function(event) n = n + 1 if event ~= "count" then print(event) end end, "", 100)
for _ = 1, 10000 do end
debug.sethook()
local first = n
print(n >= 50, n < 2000)               --> true true
for _ = 1, 10000 do end
print(n == first, debug.gethook())     --> true nil

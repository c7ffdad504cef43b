local function count(n) if n == 0 then return "done" end return count(n - 1) end
print(count(3000000))                                    --> done
local function a(n, b) if n == 0 then return n end return b(n - 1, a) end
print(a(1000000, function(n, f) if n == 0 then return "b" end return f(n - 1, nil or debug and coroutine and f) end) ~= nil)  --~ true
--@ heavy

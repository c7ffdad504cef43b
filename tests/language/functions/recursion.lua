local function fact(n) if n == 0 then return 1 end return n * fact(n - 1) end
print(fact(20))                       --> 2432902008176640000
local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print(fib(20))                        --> 6765
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(100), odd(7), even(7))     --> true true false
local function ack(m, n)
    if m == 0 then return n + 1 elseif n == 0 then return ack(m - 1, 1) end
    return ack(m - 1, ack(m, n - 1))
end
print(ack(2, 5))                      --> 13

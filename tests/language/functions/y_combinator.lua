local Y = function(g)
    local a = function(f) return f(f) end
    return a(function(f) return g(function(...) return f(f)(...) end) end)
end
print(Y(function(self) return function(n) if n == 0 then return 1 end return n * self(n - 1) end end)(10))  --> 3628800
local compose = function(...)
    local fs = { ... }
    return function(x) for i = #fs, 1, -1 do x = fs[i](x) end return x end
end
print(compose(function(x) return x + 1 end, function(x) return x * 2 end)(5))  --> 11

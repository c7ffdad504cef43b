local function call(f, ...) return f(...) end
for i = 1, 1000 do call(math.abs, i) end
print(call(math.abs, -3))                             --> 3
print(call(function(...) return select("#", ...), ... end, 1, nil))   --> 2 1 nil
print(call(setmetatable({}, { __call = function(_, x) return "called", x end }), 9))   --> called 9
print(call(coroutine.wrap(function(x) return coroutine.yield(x + 1) end), 1))   --> 2
print(pcall(call, 5))                                 --~ false .*attempt to call a number value \(local 'f'\)
print(call(pcall, error, "e"))                        --> false e
print(call(string.format, "%d", 4))                   --> 4
local function fixed(a, b) return a, b end
print(call(fixed), call(fixed, 1, 2, 3))              --> nil 1 2

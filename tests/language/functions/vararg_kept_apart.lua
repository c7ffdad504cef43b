-- Each activation has its own extra arguments, whatever its closures and callees do.
local function f(...)
    local first = ...
    local function g(...) local a = ... return a end
    local inner = g(first, "z")
    local n = select("#", ...)
    return inner, n, ...
end
print(f("x", "y"))                --> x 2 x y
local function rec(n, ...) if n > 0 then local r = rec(n - 1, "in") return r, ... end return "bottom" end
print(rec(2, "out1", "out2"))     --> bottom out1 out2

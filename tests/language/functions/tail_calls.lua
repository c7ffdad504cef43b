local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + n) end
print(loop(200000, 0))                --> 20000100000
local t = {}
function t:down(n) if n == 0 then return "end" end return self:down(n - 1) end
print(t:down(200000))                 --> end
local function varargs(n, ...) if n == 0 then return select("#", ...), ... end return varargs(n - 1, ...) end
print(varargs(200000, "a", "b"))      --> 2 a b
print((function(...) return select(2, ...) end)(1, 2, 3))   --> 2 3
local function through_pcall(n) if n == 0 then return "done" end return pcall(through_pcall, n - 1) end
print(through_pcall(3))               --> true true true done

-- Closures share variables, in loops and over several levels; recursion makes the stack grow.
local list = {}
for i = 1, 10 do
    local n = i
    list[i] = function(...) n = n + 1 return n, ... end
    list[i + 10] = function() return n, i, list end
end
for i = 1, 10 do list[i](i, 2, 3) assert(list[i + 10]() == i + 1) end
local function deep(n)
    if n == 0 then return {} end
    local r = deep(n - 1)
    return r
end
deep(300)
local function tail(n, ...)
    if n == 0 then return select("#", ...) end
    return tail(n - 1, n, ...)
end
assert(tail(30) == 30)
local function counter()
    local c = 0
    return function() c = c + 1 return c end, function() return function() return c end end
end
local up, get = counter()
up() up()
assert(get()() == 2)
local function level1(a)
    return function(b) return function(c) a, b, c = b, c, a return a, b, c, list end end
end
for i = 1, 5 do assert(level1(i)(2)(3) == 2) end

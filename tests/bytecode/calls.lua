local f, t = ...
f()
f(1, t.x, f(), t:m(2))
local a, b = f(), f()
local c, d, e = f()
t.a.b:c "x" { 1 } (f)
print((f()), (...), ...)
local function g(...)
    local n = select("#", ...)
    if n > 1 then return f(...) end
    if n > 0 then return (f(...)) end
    return n, f()
end
local function h(x)
    if x then return x end
    return g(x)
end
return h

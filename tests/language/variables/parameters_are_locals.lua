local function f(a, b, a2)
    a = a or "none"
    local keep = function() return a, b end
    b = "changed"
    return keep
end
print(f()())              --> none changed
print(f(1, 2)())          --> 1 changed
local function dup(x, x) return x end
print(dup(1, 2))          --> 2

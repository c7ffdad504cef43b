-- Results are computed before the closing methods run, which cannot change them.
local v = { n = 1 }
local function f()
    local x <close> = setmetatable({}, { __close = function() v.n = 2 return "ignored" end })
    local n = v.n
    return n, v.n, "a", nil
end
print(f())                         --> 1 1 a nil
print(select("#", f()), v.n)       --> 4 2
local function va(...)
    local x <close> = setmetatable({}, { __close = function() end })
    return ...
end
print(va(1, 2, 3))                 --> 1 2 3
print(select("#", va()))           --> 0

local function f(n)
    if n == 0 then return "bottom" end
    local r
    do local x <close> = setmetatable({}, { __close = function() r = f(n - 1) end }) end
    return r
end
print(f(5000))                  --> bottom

-- A collection at the bottom of a deep stack sees every frame.
local function f(n)
    local t = { n }
    if n == 0 then collectgarbage() return 0 end
    local r = f(n - 1)
    return r + t[1]
end
print(f(5000))                                         --> 12502500

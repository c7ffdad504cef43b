-- The handler of an outer xpcall does not see errors that an inner pcall catches.
local seen = 0
local function handler(m) seen = seen + 1 return m end
print(xpcall(function()
    local a = pcall(error, "inner")
    local b = xpcall(error, function() return "own" end, "x")
    return a, b
end, handler))                            --> true false false
print(seen)                               --> 0

local function source(n)
    local parts = {}
    for i = 1, n do parts[#parts + 1] = "local a" .. i .. " = " .. i end
    return parts
end
-- 199 in one function, the rest from an enclosing one
local one, two = {}, {}
for i = 1, 150 do one[i] = "local a" .. i .. " = " .. i end
for i = 151, 254 do two[#two + 1] = "local a" .. i .. " = " .. i end
local sum = {}
for i = 1, 254 do sum[i] = "a" .. i end
local text = table.concat(one, "\n") .. "\nreturn (function()\n" .. table.concat(two, "\n")
    .. "\nreturn (function() return " .. table.concat(sum, "+") .. " end)() end)()"
print(load(text)())                     --> 32385
local more = text:gsub("return a1%+", "local a255, a256 = G, H return a255+a256+a1+")
print(load(more) ~= nil)                --> true
print(#source(3))                       --> 3

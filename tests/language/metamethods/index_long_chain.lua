local function chain(n)
    local t = { bottom = true }
    for _ = 1, n do t = setmetatable({}, { __index = t, __newindex = t }) end
    return t
end
local t = chain(1000)
print(t.bottom)                                   --> true
t.fresh = 5
print(t.fresh, rawget(t, "fresh"))                --> 5 nil
local loop = setmetatable({}, {})
getmetatable(loop).__index = loop
print(pcall(function() return loop.x end))        --~ false .*: '__index' chain too long; possible loop
getmetatable(loop).__newindex = loop
print(pcall(function() loop.x = 1 end))           --~ false .*: '__newindex' chain too long; possible loop

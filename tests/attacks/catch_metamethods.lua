-- Every metamethod is an endless loop.
-- ends: time
local function stuck() while true do end end
local meta = {}
for name in ('index newindex call concat unm len eq lt le add sub mul div mod pow idiv band bor bxor shl shr bnot'):gmatch('%a+') do
    meta['__' .. name] = stuck
end
local t, u = setmetatable({}, meta), setmetatable({}, meta)
while true do
    pcall(function() return t.x end) pcall(function() t.x = 1 end) pcall(t)
    pcall(function() return t .. u end) pcall(function() return -t end) pcall(function() return #t end)
    pcall(function() return t == u end) pcall(function() return t < u end) pcall(function() return t <= u end)
    pcall(function() return t + u * t - u / t % u ^ t // u & t | u ~ t << u >> ~t end)
end

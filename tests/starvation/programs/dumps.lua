-- string.dump and back, with debug information and without; load by pieces, with environments.
local text = [[
local a, b <const>, c <close> = 1, 2, nil
local t = {1, 2, x = 3, [a] = "s", ...}
for i = 1, 10 do
    if i % 2 == 0 then goto next end
    t[i] = function() return a + i, "a constant string, not so short that it is interned", 1e300, 1 << 60 end
    ::next::
end
return function(...) return a, b, t, ... end
]]
local f = assert(load(text, "=text", "t"))
local g = assert(load(string.dump(f), "image", "b"))
local h = assert(load(string.dump(g, true)))
assert(f()() == 1 and g()() == 1 and h()() == 1)
local image = string.dump(f)
local at = 0
local again = assert(load(function()
    at = at + 100
    local piece = image:sub(at - 99, at)
    return piece ~= "" and piece or nil
end))
assert(again(1))
local parts, n = {"return 1", "+ 2", "+ 3"}, 0
assert(assert(load(function() n = n + 1 return parts[n] end))() == 6)
local env = {}
assert(load("y = 1", "n", "t", env))()
assert(env.y == 1)
for i = 10, #image, 97 do
    local broken, e = load(image:sub(1, i) .. "\xff" .. image:sub(i + 2))
    if e == "not enough memory" then error(e, 0) end
end
local ok, e = load(function() error({}) end)
if e == "not enough memory" then error(e, 0) end

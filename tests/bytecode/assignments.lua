local a, b, c = 1
local x <const>, y <const> = a, 10
local n, m
a = b
a, b = b, a
a, b, c = b
a.x, a = 1, c
a[b], b = y, a
g = a
g, h = h, g
local function up()
    a, b = b, a
    a.x, a = 1, 2
    return y + g
end
function a.f.g:m(p) self.p = p end
function a() end

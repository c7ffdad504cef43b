-- Every kind of statement and expression, compiled and run.
local a, b <const>, c = 1, "text", nil
local t = {1, 2, x = 3, [a + 10] = "s", [b] = {n = {}}, ...}
local function f(p, q, ...)
    local n <const> = select("#", ...)
    return p, q, n, ...
end
function t.method(x) return x end
function t:other(x, ...) return self, x, ... end
t.value, a = a + 2 * 3 - 4 / 5 // 6 % 7 ^ 2, -a & ~3 | 5 ~ 6 << 1 >> 2
c = not a or b and #b .. a .. [[
long]] .. 0x1p4 .. '\x41\u{20AC}\z
    end'
if a < 3 then c = 1 elseif a <= 4 or a ~= 5 then c = 2 else c = 3 end
for i = 1, 10, 2 do
    if i % 3 == 0 then goto next end
    t[i] = function() a = a + i return a end
    ::next::
end
for k, v in pairs({5, 6, y = 7}) do c = k or v end
while a < 5 do
    a = a + 1
    if a == 4 then break end
end
repeat
    local z <close> = nil
    local seen = a > 0
until seen
do
    local _ENV = {t = t}
    t.inner = {t:other(1, 2, 3)}
end
assert(f(1, 2, 3, 4) == 1 and (f "s") == "s" and f {} and t.method "x" == "x" and t[1]() > 0)
return f(t:other(...))

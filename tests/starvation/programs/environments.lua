local env = setmetatable({}, {__index = _ENV, __newindex = function(t, k, v) rawset(t, k, {v}) end})
local function make(_ENV)
    local function set(v) new = v return new end
    function named(...) return ..., set end
    return set, named
end
local set, named = make(env)
assert(set(1)[1] == 1 and env.named)
for i = 1, 30 do env["global" .. i] = i end
local f = assert(load("x = 1; y = {x}; function z() return x, y end return z()", "chunk", "t", {}))
assert(f() == 1)
for i = 1, 8 do assert(assert(load("local n = ... ; v" .. i .. " = n; return v" .. i, "=c", "t", {}))(i) == i) end
debug.setupvalue(set, 1, {})
set(5)
local g = function() return print, env end
debug.upvaluejoin(g, 1, function() return env end, 1)
do
    local _ENV <const> = {assert = assert, type = type}
    a, b = {}, {}
    assert(type(a) == "table")
end

-- Errors of every origin, with their messages.
local function try(f, ...)
    local ok, e = pcall(f, ...)
    if not ok and type(e) == "string" and e:find("not enough memory") then error(e, 0) end
    return e
end
local up
try(error, "x")
try(error, {})
try(error)
assert(try(function() local a a.b = 1 end):find("local 'a'"))
assert(try(function() return up.x end):find("upvalue 'up'"))
assert(try(function() return {} + 1 end):find("arithmetic"))
assert(try(function() return up .. "x" end):find("concatenate"))
assert(try(function() return {} < {} end):find("compare"))
assert(try(function() undefined() end):find("global 'undefined'"))
assert(try(function() local t = {n = {}} t.n.method() end):find("field 'method'"))
assert(try(function() ("x"):nothing() end):find("method 'nothing'"))
assert(try(string.rep):find("bad argument #1"))
assert(try(setmetatable, 1, 2):find("table expected"))
assert(try(function() string.format("%d", "x") end):find("number expected"))
assert(try(function() for i = 1, "x" do end end):find("'for' limit"))
assert(try(function() return 1 < "2" end) and try(function() return 2^53 | 0.5 end) and try(function() return #5 end))
try(function() error(setmetatable({}, {__tostring = error})) end)
try(function() error("level", 2) end)
try(function() assert(false, "message") end)
try(function() assert(nil) end)
try(function() return math.floor({}) end)
try(function() return ("x"):rep(1 << 60) end)

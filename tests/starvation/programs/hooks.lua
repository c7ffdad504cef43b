-- Hooks, debug.getinfo and what reads or changes variables of others.
local off <close> = setmetatable({}, {__close = function() debug.sethook() end})
local events = {}
local function work(a, b, ...)
    local c = a
    for i = 1, 3 do c = {c, b} end
    return c, ...
end
debug.sethook(function(e, l) events[#events + 1] = e .. tostring(l) end, "crl")
work(1, 2, 3)
debug.sethook()
debug.sethook(function() local t = {} end, "", 5)
work(1, 2, 3)
debug.sethook()
assert(#events > 3)
local co = coroutine.create(function(x) local y = {x} coroutine.yield(y) end)
debug.sethook(co, function() return {} end, "l")
assert(coroutine.resume(co, 1))
assert(debug.getlocal(co, 1, 1) == "x" and debug.getinfo(co, 1, "Slf").func)
for _, what in ipairs {"n", "S", "l", "t", "u", "f", "L", "r", "nSltufL"} do assert(debug.getinfo(1, what) and debug.getinfo(work, what:gsub("[nltr]", "") .. "S")) end
assert(debug.getinfo(print).what == "C" and debug.getlocal(1, 1) and debug.getlocal(work, 1) == "a")
debug.setlocal(1, 2, events)
local f, g = function() return events end, function() return co end
assert(debug.getupvalue(f, 1) and debug.upvalueid(f, 1) and debug.setupvalue(f, 1, {}))
debug.upvaluejoin(f, 1, g, 1)
assert(debug.getregistry() and debug.gethook() == nil and debug.getmetatable("").__index)
assert(debug.traceback("t", 1):find("stack"))

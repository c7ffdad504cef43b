-- Message handlers, tracebacks, errors inside of handlers.
local function check(ok, e)
    if not ok and (e == "not enough memory" or type(e) == "string" and e:find("not enough memory")) then error(e, 0) end
    return e
end
local function traced() local t = debug.traceback("message", 1) return t end
assert(traced():find("stack traceback"))
check(xpcall(function() local x = nil; x() end, function(m) return {m, debug.traceback(m)} end))
check(xpcall(function() error({}) end, function(m) return type(m) end))
check(xpcall(error, debug.traceback, "plain"))
check(xpcall(function(...) return select("#", ...) + nil end, function(m) return m .. "!" end, 1, 2, 3))
check(xpcall(function() error("first") end, function() error("second") end))
local function deep(n) if n == 0 then error("deep") end deep(n - 1) end
check(xpcall(deep, debug.traceback, 40))
check(pcall(pcall, pcall, error, "nested"))
local function nest(n) if n == 0 then error({n}) end return check(pcall(nest, n - 1)) end
check(pcall(nest, 10))
local co = coroutine.create(function() local inside = 1 coroutine.yield() end)
assert(coroutine.resume(co))
assert(debug.traceback(co, "in coroutine"):find("in coroutine"))
assert(debug.traceback({}) and debug.traceback("m", 0))

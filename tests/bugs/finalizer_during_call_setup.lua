-- 5.4.3: a finalizer that ran while a call made room on the stack saw a half made call.
warn("@off")
local seen = 0
local function inspect()
    debug.traceback("x", 1)
    for level = 1, 8 do
        local info = debug.getinfo(level, "nSlutf")
        if not info then break end
        for i = 1, 3 do debug.getlocal(level, i) debug.getlocal(level, -i) end
    end
    seen = seen + 1
    error("erroneous finalizer")
end
local mt = {__gc = inspect}
local function target(a, b, ...) local c, d, e, f, g, h = 1 return select("#", ...) end
local function tail(...) setmetatable({}, mt) return target(...) end
local object = setmetatable({}, {__call = target})
local function viaobject(...) setmetatable({}, mt) return object(...) end
local function native(...) setmetatable({}, mt) return select("#", ...) end
collectgarbage("setpause", 0) collectgarbage("setstepmul", 400)
for round = 1, 150 do
    local n = round * 3
    local a = tail(table.unpack({}, 1, n))
    local b = viaobject(table.unpack({}, 1, n))
    local c = native(table.unpack({}, 1, n))
    if a ~= n - 2 or b ~= n - 1 or c ~= n then print(round, a, b, c) end
    if round % 30 == 0 then collectgarbage() end
end
collectgarbage()
print(seen) --> 450

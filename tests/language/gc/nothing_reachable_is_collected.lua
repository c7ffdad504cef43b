-- Whatever can still be reached stays: through locals, upvalues, varargs, coroutines, metatables,
-- keys, the registry, and values that are only on their way.
local count = 0
local function object() return setmetatable({}, { __gc = function() count = count + 1 end }) end
local here = object()
local up = (function() local o = object() return function() return o end end)()
local co = coroutine.wrap(function(...) local o = object() coroutine.yield() return o, ... end)
co(object())
local keyed = { [object()] = object() }
local meta = setmetatable({}, { __index = object(), held = object() })
debug.getregistry()[{}] = object()
package.loaded.held = object()
_G.held = object()
local function varargs(...)
    collectgarbage() collectgarbage()
    return select("#", ...), ...
end
local n, a, b = varargs(object(), object())
collectgarbage() collectgarbage()
print(count, n, type(a), type(b), type(up()), type(here))   --> 0 2 table table table table
print(type(next(keyed)), type(getmetatable(meta).held), select("#", co()))  --> table table 2
a, b = nil, nil
collectgarbage() collectgarbage()
print(count)                                                --> 4
os.exit(0, false)

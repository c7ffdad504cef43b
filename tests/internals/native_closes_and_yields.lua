-- A C function that used lua_toclose returns: its __close methods may yield, in reverse order.
local log = {}
local function closer(name)
    return setmetatable({}, {__close = function(_, e)
        log[#log + 1] = name .. " " .. tostring(coroutine.yield(name)) .. " " .. tostring(e)
    end})
end
local f = T.makeCfunc "toclose 1; toclose 2; pushint 7; pushstring x; return 2"
local co = coroutine.wrap(f)
print(co(closer "a", closer "b")) --> b
print(co("first"))                --> a
print(co("second"))               --> 7 x
print(table.concat(log, "; "))    --> b first nil; a second nil

-- called from Lua, in a tail call, through pcall
log = {}
co = coroutine.wrap(function(...) return select(2, pcall(f, ...)) end)
print(co(closer "c", closer "d")) --> d
print(co(1))                      --> c
print(co(2))                      --> 7 x

-- an error in one of them goes on to the next
local failing = setmetatable({}, {__close = function(_, e) error("failed", 0) end})
log = {}
co = coroutine.wrap(function(...) return pcall(f, ...) end)
print(co(closer "e", failing)) --> e
print(co(3))                   --> false failed
print(log[1])                  --> e 3 failed

-- closeslot and settop cannot yield
print(pcall(coroutine.wrap(T.makeCfunc "toclose 1; closeslot 1"), closer "g")) --> false attempt to yield across a C-call boundary
print(pcall(f, closer "h", nil)) --> false attempt to yield from outside a coroutine
T.checkmemory()

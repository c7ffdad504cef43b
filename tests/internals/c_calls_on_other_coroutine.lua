-- C code may call and fail on a coroutine that it has not resumed: the error becomes its own.
local co = coroutine.create(function() end)
print(pcall(T.testC, co, "pushnum 3; call 0 0"))        --> false attempt to call a number value
print(coroutine.status(co))                             --> suspended

function _G.fail(level)
    local closing <close> = setmetatable({}, {__close = function(_, e) print("closed", e) end})
    error("deep", 0)
end
print(pcall(T.testC, coroutine.create(fail), "getglobal fail; call 0 0")) --> closed deep --> false deep

function _G.recurse() return 1 + recurse() end
print(select(2, pcall(T.testC, coroutine.create(fail), "getglobal recurse; call 0 0")):match("stack overflow")) --> stack overflow
T.checkmemory()

-- pcall on it catches
print(T.testC(coroutine.create(fail), "getglobal fail; pcall 0 0 0; pushstatus; return 2")) --> closed deep --> deep ERRRUN

-- and from inside a coroutine
print(coroutine.wrap(function()
    return pcall(T.testC, coroutine.create(fail), "getglobal fail; call 0 0")
end)()) --> closed deep --> false deep
T.checkmemory()

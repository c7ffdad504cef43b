-- A closing method may yield, at normal exit and during an error.
local function closable(name)
    return setmetatable({}, { __close = function(_, e) coroutine.yield(name, e) end })
end
local co = coroutine.wrap(function()
    do local a <close> = closable "a" end
    local ok, e = pcall(function()
        local b <close> = closable "b"
        error("boom", 0)
    end)
    local function f() local c <close> = closable "c" return 7, 8 end
    coroutine.yield("got", f())
    return ok, e
end)
print(co())    --> a nil
print(co())    --> b boom
print(co())    --> c nil
print(co())    --> got 7 8
print(co())    --> false boom

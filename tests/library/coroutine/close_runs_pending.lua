local function closable(name, fail)
    return setmetatable({}, { __close = function(_, e) print(name, e) if fail then error(fail, 0) end end })
end
local co = coroutine.create(function()
    local a <close> = closable("a")
    local b <close> = closable("b", "b failed")
    local c <close> = closable("c")
    coroutine.yield("in")
end)
print(coroutine.resume(co))           --> true in
print(coroutine.close(co))            --> c nil --> b nil --> a b failed --> false b failed
print(coroutine.status(co))           --> dead
print(coroutine.close(co))            --> true

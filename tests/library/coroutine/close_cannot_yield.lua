-- __close methods that coroutine.close runs cannot yield: there is nobody to resume them.
local function closer(f) return setmetatable({}, {__close = f}) end
local co = coroutine.create(function()
    local a <close> = closer(function()
        print(coroutine.isyieldable()) --> false
        print(pcall(error, "caught")) --> false caught
        print(pcall(coroutine.yield, 5)) --> false attempt to yield across a C-call boundary
        do local b <close> = closer(function() print(pcall(coroutine.yield)) end) end
        --> false attempt to yield across a C-call boundary
        local inner = coroutine.wrap(function() coroutine.yield(7) return 8 end)
        print(inner(), inner()) --> 7 8
    end)
    coroutine.yield(1)
end)
coroutine.resume(co)
print(coroutine.close(co), coroutine.status(co)) --> true dead

local w = coroutine.wrap(function()
    local a <close> = closer(function(_, e) print(e, pcall(coroutine.yield, 5)) end)
    --> failed false attempt to yield across a C-call boundary
    error("failed", 0)
end)
print(pcall(w)) --> false failed

co = coroutine.create(function()
    local a <close> = closer(function() coroutine.yield() end)
    coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co)) --> false attempt to yield across a C-call boundary

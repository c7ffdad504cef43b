local co
local inside
co = coroutine.create(function()
    inside = coroutine.status(co)
    coroutine.yield()
end)
print(coroutine.status(co))                            --> suspended
coroutine.resume(co)
print(inside, coroutine.status(co))                    --> running suspended
coroutine.resume(co)
print(coroutine.status(co))                            --> dead
print(coroutine.status(coroutine.running()))           --> running
print(pcall(coroutine.status, {}))                     --> false bad argument #1 to 'coroutine.status' (thread expected, got table)

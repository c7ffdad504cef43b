local co = coroutine.create(function() coroutine.yield() end)
print(coroutine.close(co), coroutine.status(co))       --> true dead
print(coroutine.resume(co))                            --> false cannot resume dead coroutine
print(coroutine.close(co))                             --> true
co = coroutine.create(function() coroutine.yield() end)
coroutine.resume(co)
print(coroutine.close(co), coroutine.status(co))       --> true dead
print(pcall(coroutine.close, coroutine.running()))     --> false cannot close a running coroutine
print(pcall(coroutine.close, 1))                       --> false bad argument #1 to 'coroutine.close' (thread expected, got number)
local outer
outer = coroutine.create(function()
    return coroutine.wrap(function() return pcall(coroutine.close, outer) end)()
end)
print(coroutine.resume(outer))                         --> true false cannot close a normal coroutine

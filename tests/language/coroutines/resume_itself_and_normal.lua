local co
co = coroutine.create(function()
    print(coroutine.resume(co))                     --> false cannot resume non-suspended coroutine
    local inner = coroutine.create(function()
        print(coroutine.status(co))                 --> normal
        print(coroutine.resume(co))                 --> false cannot resume non-suspended coroutine
    end)
    coroutine.resume(inner)
    print(coroutine.status(co))                     --> running
end)
coroutine.resume(co)
print(coroutine.status(co))                         --> dead
print(coroutine.resume(coroutine.running()))        --> false cannot resume non-suspended coroutine

print(coroutine.isyieldable())                         --> false
local co = coroutine.create(function() return coroutine.isyieldable() end)
print(coroutine.isyieldable(co))                       --> true
print(coroutine.resume(co))                            --> true true
print(pcall(coroutine.isyieldable, 1))                 --> false bad argument #1 to 'coroutine.isyieldable' (thread expected, got number)

print(coroutine.isyieldable())                  --> false
print(pcall(coroutine.yield, 1))                --> false attempt to yield from outside a coroutine
print(coroutine.wrap(function() return coroutine.isyieldable() end)())  --> true
coroutine.yield()                               --! attempt to yield from outside a coroutine

local f = coroutine.wrap(function(a) local b = coroutine.yield(a * 2) return "done", b end)
print(f(5), f("x"))                                    --> 10 done x
print(pcall(f))                                        --> false cannot resume dead coroutine
print(type(f), pcall(coroutine.wrap))                  --> function false bad argument #1 to 'coroutine.wrap' (function expected, got no value)
local g = coroutine.wrap(function() error({}) end)
print(pcall(g))                                        --~ false table: .*
local h
h = coroutine.wrap(function() h() end)
print(pcall(h))                                        --~ false .*cannot resume non-suspended coroutine

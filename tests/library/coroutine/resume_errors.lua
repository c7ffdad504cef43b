print(pcall(coroutine.resume, 5))                      --> false bad argument #1 to 'coroutine.resume' (thread expected, got number)
print(coroutine.resume(coroutine.running()))           --> false cannot resume non-suspended coroutine
local co = coroutine.create(function() end)
coroutine.resume(co)
print(coroutine.resume(co, 1, 2, 3))                   --> false cannot resume dead coroutine
print(coroutine.resume(coroutine.create(function(...) return select("#", ...) end), nil, nil))   --> true 2

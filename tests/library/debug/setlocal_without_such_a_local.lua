-- A value for a local that is not there goes nowhere: the stack of the coroutine stays as it is.
local co = coroutine.create(function(a)
    local b = 2
    local c = coroutine.yield() or "none"
    return a, b, c
end)
coroutine.resume(co, 1)
for _ = 1, 5 do assert(debug.setlocal(co, 1, 99, "x") == nil) end
print(debug.getlocal(co, 1, 0), debug.setlocal(co, 1, 0, "x"))  --> nil nil
print(debug.setlocal(co, 1, 1, "new"))                          --> a
print(coroutine.resume(co))                                     --> true new 2 none

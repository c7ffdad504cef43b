local co = coroutine.create(print)
print(type(co), coroutine.status(co))                  --> thread suspended
print(coroutine.resume(co, "via", "C"))                --> via C --> true
print(pcall(coroutine.create, 5))                      --> false bad argument #1 to 'coroutine.create' (function expected, got number)
print(pcall(coroutine.create))                         --> false bad argument #1 to 'coroutine.create' (function expected, got no value)
print(pcall(coroutine.create, setmetatable({}, { __call = print })))  --> false bad argument #1 to 'coroutine.create' (function expected, got table)

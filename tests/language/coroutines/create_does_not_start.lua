-- create makes a coroutine and no more; the first resume calls its function, with the other arguments.
local started = 0
local co = coroutine.create(function(...) started = started + 1 return select("#", ...), ... end)
local wrapped = coroutine.wrap(function(...) started = started + 1 return ... end)
print(started, type(co), type(wrapped), coroutine.status(co))  --> 0 thread function suspended
print(coroutine.resume(co, "a", nil))                          --> true 2 a nil
print(started, wrapped("b"), started)                          --> 1 b 2
print(coroutine.resume(coroutine.create(function() end)))      --> true
print(select("#", coroutine.resume(coroutine.create(function() return end))))  --> 1

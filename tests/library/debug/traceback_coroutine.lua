local function inner() coroutine.yield() end
local co = coroutine.create(function() inner() end)
coroutine.resume(co)
print(debug.traceback(co))
--> stack traceback:
-->  [C]: in function 'coroutine.yield'
-->  traceback_coroutine.lua:1: in upvalue 'inner'
-->  traceback_coroutine.lua:2: in function <traceback_coroutine.lua:2>
print(debug.traceback(co, "msg", 1))
--> msg
--> stack traceback:
-->  traceback_coroutine.lua:1: in upvalue 'inner'
-->  traceback_coroutine.lua:2: in function <traceback_coroutine.lua:2>
print(debug.traceback(co, nil, 5))                   --> stack traceback:

-- After an error a coroutine's stack can be looked at; wrap closes it instead.
local function inner(value) local here = value * 2 error("stop", 0) end
local co = coroutine.create(function() local outer = "outer" inner(21) return outer end)
print(coroutine.resume(co))                              --> false stop
print(debug.getlocal(co, 1, 1))                          --> value 21
print(debug.getlocal(co, 1, 2))                          --> here 42
print(debug.getlocal(co, 2, 1))                          --> outer outer
print(debug.getinfo(co, 1, "l").currentline, debug.getinfo(co, 2, "l").currentline)  --> 2 3
local line = debug.traceback(co):match("\n(.-stack_stays_after_an_error.lua:2)")
print(line ~= nil)                                       --> true
local thread
local wrapped = coroutine.wrap(function() thread = coroutine.running() inner(1) end)
print(pcall(wrapped))                                    --> false stop
print(coroutine.status(thread), debug.getinfo(thread, 1, "l"))  --> dead nil

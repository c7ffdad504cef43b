-- Messages, levels and threads of traceback; what is not text comes back as it is.
local function shape(s) return (s:gsub("\n\t", "|"):gsub("\n", "$"):gsub("%.lua:%d+", ".lua:N"):gsub("<[^>]*>", "<F>")) end
local function level(...) local s = debug.traceback(...) return s end
print(shape(level("m")))  --> m$stack traceback:|traceback_rules.lua:N: in local 'level'|traceback_rules.lua:N: in main chunk|[C]: in ?
print(shape(level("m", 1)) == shape(level("m")), shape(level("m", 2)))  --> true m$stack traceback:|traceback_rules.lua:N: in main chunk|[C]: in ?
print(shape(level("m", 0)))  --> m$stack traceback:|[C]: in function 'debug.traceback'|traceback_rules.lua:N: in local 'level'|traceback_rules.lua:N: in main chunk|[C]: in ?
print(shape(level(nil, 3)), shape(level(nil)):sub(1, 16))  --> stack traceback:|[C]: in ? stack traceback:
print(shape(level("", 3)), shape(level(12, 3)), shape(level("a\nb", 99)))  --> $stack traceback:|[C]: in ? 12$stack traceback:|[C]: in ? a$b$stack traceback:
local t = {}
print(debug.traceback(t) == t, debug.traceback(true), debug.traceback(print) == print, debug.traceback(t, 99) == t, select("#", debug.traceback(t)))  --> true true true true 1
print(shape(debug.traceback(nil, 99)), (debug.traceback("x", -1):gsub("\n.*", "")))  --> stack traceback: x
local co = coroutine.create(function() local function inner() coroutine.yield() end inner() end)
print(shape(debug.traceback(co)))  --> stack traceback:
coroutine.resume(co)
print(shape(debug.traceback(co)))  --> stack traceback:|[C]: in function 'coroutine.yield'|traceback_rules.lua:N: in local 'inner'|traceback_rules.lua:N: in function <F>
print(shape(debug.traceback(co, "msg", 1)), shape(debug.traceback(co, nil, 2)))  --> msg$stack traceback:|traceback_rules.lua:N: in local 'inner'|traceback_rules.lua:N: in function <F> stack traceback:|traceback_rules.lua:N: in function <F>
print(debug.traceback(co, t) == t, (debug.traceback(co, "m", 9):gsub("\n", "$")))  --> true m$stack traceback:
local failed = coroutine.create(function() error("E") end)
coroutine.resume(failed)
print(shape(debug.traceback(failed)))  --> stack traceback:|[C]: in function 'error'|traceback_rules.lua:N: in function <F>
print(pcall(debug.traceback, "m", "x"))  --> false bad argument #2 to 'debug.traceback' (number expected, got string)
print(pcall(debug.traceback, co, "m", {}))  --> false bad argument #3 to 'debug.traceback' (number expected, got table)

-- Events of each mask, what the hook gets, levels inside it, hooks of threads.
local log = {}
local function record(event, line) log[#log + 1] = event .. (line and ":" .. line or "") end
local function drain() local s = table.concat(log, " ") log = {} return s end
local function f() return 1 end
local function g() return f() end
debug.sethook(record, "c") f() g() debug.sethook()
print(drain())                                           --> call call tail call call
debug.sethook(record, "r") f() g() debug.sethook()
print(drain())                                           --> return return return
debug.sethook(record, "l")
local x = 1
for i = 1, 2 do
    x = x + i
end
debug.sethook()
print(drain())                                           --> line:12 line:13 line:14 line:13 line:14 line:13 line:16
debug.sethook(record, "", 1) local y = 1 debug.sethook()
print(drain():gsub("count ?", "") == "")                 --> true
debug.sethook(record, "crl", 1000000)
print(select(2, debug.gethook()), select(3, debug.gethook()), debug.gethook() == record)
debug.sethook()
log = {}
--> crl 1000000 true
print(debug.gethook(), select("#", debug.gethook()))     --> nil 1
debug.sethook(record, "") print(debug.gethook())         --> nil
debug.sethook(nil, "crl") print(debug.gethook())         --> nil
debug.sethook(record, "x") print(debug.gethook())        --> nil
debug.sethook(record, "", 0) print(debug.gethook())      --> nil
-- the levels inside a hook
local levels
debug.sethook(function()
    debug.sethook()
    levels = { debug.getinfo(0, "f").func == debug.getinfo, debug.getinfo(1, "S").linedefined, debug.getinfo(2, "l").currentline }
end, "l")
local z = 1
print(levels[1], levels[2], levels[3])                   --> true 32 36
-- a hook may look at and change the locals of the function it interrupts
debug.sethook(function() debug.sethook() for i = 1, 99 do local n = debug.getlocal(2, i) if n == "z" then debug.setlocal(2, i, "changed") end if not n then break end end end, "l")
local w = 2
print(z)                                                 --> changed
-- each coroutine has its own
local co = coroutine.create(function() local a = 1
    coroutine.yield() local b = 2
    return a + b end)
debug.sethook(co, record, "l")
coroutine.resume(co) coroutine.resume(co)
print(drain(), debug.gethook(), debug.gethook(co) == record)   --> line:43 line:44 line:45 nil true
debug.sethook(co)
print(debug.gethook(co))                                 --> nil
-- no events inside a hook; errors in a hook pass on
local depth, deepest = 0, 0
debug.sethook(function() depth = depth + 1 deepest = math.max(deepest, depth) f() f() depth = depth - 1 end, "crl")
f()
debug.sethook()
print(deepest)                                           --> 1
print(pcall(function() debug.sethook(function() debug.sethook() error("hook", 0) end, "c") f() end))   --> false hook
print(pcall(debug.sethook, f))                           --> false bad argument #2 to 'debug.sethook' (string expected, got no value)
print(pcall(debug.sethook, 1, "c"))                      --> false bad argument #1 to 'debug.sethook' (function expected, got number)
print(pcall(debug.sethook, f, "c", "x"))                 --> false bad argument #3 to 'debug.sethook' (number expected, got string)
debug.sethook()

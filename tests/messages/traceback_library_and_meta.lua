local mt = setmetatable({}, { __add = function() return nil + 1 end })
local _, tb = xpcall(function() return (mt + 1) end, debug.traceback)
print(tb)
--> traceback_library_and_meta.lua:1: attempt to perform arithmetic on a nil value
--> stack traceback:
-->  traceback_library_and_meta.lua:1: in metamethod 'add'
-->  traceback_library_and_meta.lua:2: in function <traceback_library_and_meta.lua:2>
-->  [C]: in function 'xpcall'
-->  traceback_library_and_meta.lua:2: in main chunk
-->  [C]: in ?
_, tb = xpcall(string.rep, debug.traceback)
print(tb)
--> bad argument #1 to 'string.rep' (string expected, got no value)
--> stack traceback:
-->  [C]: in function 'string.rep'
-->  [C]: in function 'xpcall'
-->  traceback_library_and_meta.lua:11: in main chunk
-->  [C]: in ?
_, tb = xpcall(function() for _ in function() error "it" end do end end, debug.traceback)
print(tb:match("in for iterator '[^']*'"))   --> in for iterator 'for iterator'
_, tb = xpcall(function() return (function() return error "tail" end)() end, debug.traceback)
print(tb:find("(...tail calls...)", 1, true) ~= nil)   --> true

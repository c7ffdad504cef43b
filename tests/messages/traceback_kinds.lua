local t = {}
function t.field() error("E") end
function t:method() t.field() end
function global_function() t:method() end
local function loc() global_function() end
local co = coroutine.wrap(function() loc() end)
local ok, tb = xpcall(function() loc() end, debug.traceback)
print(tb)
--> traceback_kinds.lua:2: E
--> stack traceback:
-->  [C]: in function 'error'
-->  traceback_kinds.lua:2: in field 'field'
-->  traceback_kinds.lua:3: in method 'method'
-->  traceback_kinds.lua:4: in function 'global_function'
-->  traceback_kinds.lua:5: in upvalue 'loc'
-->  traceback_kinds.lua:7: in function <traceback_kinds.lua:7>
-->  [C]: in function 'xpcall'
-->  traceback_kinds.lua:7: in main chunk
-->  [C]: in ?

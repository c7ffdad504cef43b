local function f() return debug.traceback("message", 1) end
local function g() local s = f() return s end
print(g())
--> message
--> stack traceback:
-->  traceback.lua:1: in upvalue 'f'
-->  traceback.lua:2: in local 'g'
-->  traceback.lua:3: in main chunk
-->  [C]: in ?
print(debug.traceback("only", 50))                   --> only --> stack traceback:

print("before")                           --> before
local function f() error("went wrong") end
f()
--! uncaught_string.lua:2: went wrong
--! stack traceback:
--!~ \[C\]: in function 'error'
--!~ uncaught_string.lua:2: in (local|upvalue) 'f'
--! uncaught_string.lua:3: in main chunk

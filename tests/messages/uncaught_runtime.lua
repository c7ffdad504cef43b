local config = { size = nil }
local function area(c) return c.size * 2 end
print(area(config))
--! uncaught_runtime.lua:2: attempt to perform arithmetic on a nil value (field 'size')
--! stack traceback:
--!~ uncaught_runtime.lua:2: in (local|upvalue|function) '?area'?
--! uncaught_runtime.lua:3: in main chunk
--! [C]: in ?

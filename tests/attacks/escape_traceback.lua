-- Tracebacks of deep stacks, with strange levels.
-- ends: depth memory time error ok
-- libraries: debug
local function deep(n) if n == 0 then return debug.traceback('x', -1), debug.traceback('x', 1 << 30), debug.traceback(('x'):rep(100000)) end return (deep(n - 1)) end
for n = 1, 200 do deep(n * 100) end
return 'ok'

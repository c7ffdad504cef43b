--@ misuse
-- C code may raise an error on a coroutine that it has not resumed: it becomes its own.
local co = coroutine.create(function() end)
print(pcall(T.testC, co, "pushstring oops; error"))     --> false oops
print(coroutine.status(co))                             --> suspended
T.checkmemory()

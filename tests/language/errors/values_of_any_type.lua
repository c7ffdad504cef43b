local function try(v) return select(2, pcall(error, v)) end
print(try(nil), try(42), try(true), try(2.5))     --> nil 42 true 2.5
local t = {}
print(try(t) == t, try(print) == print)           --> true true
print(pcall(error))                               --> false nil
print(select("#", pcall(error)))                  --> 2
print(type(select(2, pcall(error, coroutine.create(print)))))  --> thread

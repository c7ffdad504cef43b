-- The same through coroutines and pcall.
-- ends: time depth memory ok error
local function f(n) if n > 0 then return n, select(2, coroutine.resume(coroutine.create(f), n - 1)) end end
f(3000)
local function g(n) if n > 0 then return n, pcall(g, n - 1) end end
return select('#', g(11000))

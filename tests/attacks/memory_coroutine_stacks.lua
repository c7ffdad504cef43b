-- Coroutines suspended deep in a recursion.
-- ends: memory
local function deep(n) if n == 0 then coroutine.yield() else deep(n - 1) end return n end
local t = {}
while true do
    t[#t + 1] = coroutine.wrap(deep)
    t[#t](10000)
end

local function bomb(n) return coroutine.wrap(function() return bomb(n + 1)() end) end
local ok, e = pcall(bomb(1))
print(ok, type(e))                                       --> false string
local function resume_bomb() return coroutine.resume(coroutine.create(resume_bomb)) end
print(type(resume_bomb()))                               --> boolean
local function overflow() return 1 + overflow() end
local co = coroutine.create(overflow)
local ok2, e2 = coroutine.resume(co)
print(ok2, e2:match("stack overflow"))                   --> false stack overflow
for i = 1, 20000 do coroutine.wrap(function() coroutine.yield() end)() end
print("alive")                                           --> alive
--@ heavy

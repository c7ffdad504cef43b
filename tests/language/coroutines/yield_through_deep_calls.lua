local function deep(n) if n == 0 then return coroutine.yield("bottom") end local r = deep(n - 1) return r + 1 end
local co = coroutine.wrap(deep)
print(co(500))           --> bottom
print(co(0))             --> 500
local function tail(n) if n == 0 then return coroutine.yield("tail bottom") end return tail(n - 1) end
co = coroutine.wrap(tail)
print(co(10000))         --> tail bottom
print(co("out"))         --> out

local function sum(n) if n == 0 then return 0 end return n + sum(n - 1) end
print(sum(15000))                                        --> 112507500
local function build(n) if n == 0 then return nil end return { build(n - 1) } end
local t, depth = build(10000), 0
while t do depth = depth + 1 t = t[1] end
print(depth)                                             --> 10000
local co = coroutine.wrap(sum)
print(co(15000))                                         --> 112507500

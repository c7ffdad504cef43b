collectgarbage("generational")
local old = { list = {}, up = nil }
local function setter() local v = 0 return function(x) v = x end, function() return v end end
local set, get = setter()
local co = coroutine.wrap(function() local slot while true do slot = coroutine.yield(slot) end end)
co()
for _ = 1, 10 do collectgarbage("step") end
for i = 1, 20000 do
    old.list[i % 50 + 1] = { i }
    old["f" .. i % 40] = { i }
    set({ i })
    co({ i })
    setmetatable(old, { __index = { i = i } })
end
collectgarbage()
print(old.list[1][1], old.f0[1], get()[1], co({ "x" })[1], old.i)   --> 20000 20000 20000 x 20000

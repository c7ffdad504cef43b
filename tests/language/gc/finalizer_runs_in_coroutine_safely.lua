local log = {}
local co = coroutine.wrap(function()
    for i = 1, 3 do
        setmetatable({}, { __gc = function() log[#log + 1] = coroutine.isyieldable() end })
        collectgarbage()
        coroutine.yield(i)
    end
end)
print(co(), co(), co())      --> 1 2 3
print(#log, log[1])          --> 3 false

-- A closure made in a coroutine that nobody can resume any more keeps its variables.
local functions = {}
for i = 1, 100 do
    coroutine.wrap(function()
        local shared = {i}
        functions[i] = {get = function() return shared[1] end, set = function(v) shared = {v} end}
        coroutine.yield()
    end)()
end
collectgarbage()
local filler = {}
for i = 1, 2000 do filler[i] = coroutine.create(print) end
local sum = 0
for i = 1, 100 do
    functions[i].set(functions[i].get() * 2)
end
collectgarbage()
for i = 1, 100 do sum = sum + functions[i].get() end
print(sum) --> 10100

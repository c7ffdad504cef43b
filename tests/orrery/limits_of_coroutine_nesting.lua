-- Coroutines that resume each other without end run into an error, as do __close methods that close each other's.
local count = 0
local function resume() count = count + 1 return coroutine.wrap(resume)() end
local good, message = pcall(resume)
print(good, message:find("C stack overflow", 1, true) ~= nil, count > 3000)    --> false true true
local function deep(n) if n > 0 then return deep(n - 1) + 1 end return coroutine.wrap(deep)(1000) end
print(pcall(coroutine.wrap(deep), 1000))    --~ false .*C stack overflow
local last
for _ = 1, 1000 do
    local previous = last
    last = coroutine.create(function()
        local x <close> = setmetatable({}, { __close = function()
            if previous then assert(coroutine.close(previous)) end end })
        coroutine.yield()
    end)
    coroutine.resume(last)
end
print(coroutine.close(last))    --~ false .*C stack overflow

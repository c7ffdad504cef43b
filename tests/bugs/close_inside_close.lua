-- 5.4.4: coroutines that close each other in depth overflowed the C stack.
local co = false
for i = 1, 1000 do
    local previous = co
    co = coroutine.create(function()
        local x <close> = setmetatable({}, {__close = function()
            if previous then assert(coroutine.close(previous)) end
        end})
        coroutine.yield()
    end)
    coroutine.resume(co)
end
local ok, message = coroutine.close(co)
print(ok, tostring(message):match("C stack overflow")) --> false C stack overflow
--@ peer-differs some releases have this bug

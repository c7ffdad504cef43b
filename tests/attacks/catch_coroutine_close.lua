-- coroutine.close runs an endless __close method.
-- ends: time
local co = coroutine.create(function()
    local c <close> = setmetatable({}, {__close = function() while true do end end})
    coroutine.yield()
end)
coroutine.resume(co)
while true do pcall(coroutine.close, co) end

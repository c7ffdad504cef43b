local log = {}
local function closable(name)
    return setmetatable({}, { __close = function(_, e) log[#log + 1] = name .. ":" .. tostring(e) end })
end
local co = coroutine.create(function()
    local a <close> = closable "a"
    local b <close> = closable "b"
    coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co), coroutine.status(co))   --> true dead
print(table.concat(log, " "))                      --> b:nil a:nil

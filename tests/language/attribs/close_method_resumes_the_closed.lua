-- While a coroutine that died is closed, its __close methods can catch errors, also that of resuming it.
local co
co = coroutine.wrap(function()
    local x <close> = setmetatable({}, { __close = function() print(pcall(co)) end })
    error({})
end)
local good, message = pcall(co)         --> false cannot resume non-suspended coroutine
print(good, type(message))              --> false table
print(pcall(co))                        --> false cannot resume dead coroutine

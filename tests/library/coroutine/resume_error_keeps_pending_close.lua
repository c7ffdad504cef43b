-- After an error inside, the stack waits: coroutine.close runs the pending closing methods.
local co = coroutine.create(function()
    local x <close> = setmetatable({}, { __close = function(_, e) print("closed with", e) end })
    error("E", 0)
end)
print(coroutine.resume(co))                            --> false E
print(coroutine.status(co))                            --> dead
print(coroutine.close(co))                             --> closed with E --> false E
print(coroutine.close(co))                             --> true

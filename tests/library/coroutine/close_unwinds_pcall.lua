local co = coroutine.create(function()
    pcall(function()
        local x <close> = setmetatable({}, { __close = function() print("inner closed") end })
        coroutine.yield()
    end)
    print("never resumed here")
end)
coroutine.resume(co)
print(coroutine.close(co))            --> inner closed --> true

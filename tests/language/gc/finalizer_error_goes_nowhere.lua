-- An error in a finalizer reaches no pcall, does not stop other finalizers, and leaves results alone.
local ran = {}
local function work()
    for i = 1, 5 do setmetatable({}, { __gc = function() ran[#ran + 1] = i error({ i }) end }) end
    collectgarbage()
    collectgarbage()
    return "result", nil, 3
end
print(pcall(work))                          --> true result nil 3
print(#ran)                                 --> 5
print(coroutine.resume(coroutine.create(work)))  --> true result nil 3
print(#ran)                                 --> 10

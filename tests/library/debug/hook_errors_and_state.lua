print(debug.gethook())                 --> nil
local function h() end
debug.sethook(h, "crl", 7)
local f, mask, count = debug.gethook()
debug.sethook()
print(f == h, mask, count)             --> true crl 7
local ok, e = pcall(function()
    debug.sethook(function() debug.sethook() error("from hook", 0) end, "l")
    local x = 1
    return x
end)
print(ok, e)                           --> false from hook
local co = coroutine.create(function() local a = 1 coroutine.yield(debug.gethook()) end)
debug.sethook(co, h, "l")
print(debug.gethook(), debug.gethook(co) == h)   --> nil true

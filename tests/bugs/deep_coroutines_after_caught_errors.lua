-- 5.4.3: coroutines that went on after an error that they had caught did not count as nested calls.
local depth = 0
local function nest()
    depth = depth + 1
    pcall(error, "caught")
    pcall(coroutine.yield)
    local co = coroutine.wrap(nest)
    co()
    return co()
end
local co = coroutine.wrap(nest)
co()
local ok, message = pcall(co)
print(ok, message:match("C stack overflow")) --> false C stack overflow
print(depth >= 150) --> true
-- the error comes after the coroutine resumed others
local function climb(n)
    if n == 0 then return "top" end
    local inner = coroutine.wrap(function()
        pcall(function() coroutine.yield() error("x") end)
        return climb(n - 1)
    end)
    inner()
    return inner()
end
print(pcall(climb, 50)) --> true top

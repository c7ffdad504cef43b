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
local ok, message = pcall(climb, 1 << 40)
print(ok, message:match("C stack overflow")) --> false C stack overflow
-- a coroutine that never yielded and caught an error
local made = 0
local function nests_at_once()
    made = made + 1
    pcall(error)
    return coroutine.wrap(nests_at_once)()
end
ok, message = pcall(nests_at_once)
print(ok, message:match("C stack overflow"), made > 150) --> false C stack overflow true

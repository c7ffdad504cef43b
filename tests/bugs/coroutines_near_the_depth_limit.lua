-- 5.4.0: the depth that a coroutine entered from deep calls had left was computed wrong.
local function deep(n)
    if n == 0 then
        local co = coroutine.wrap(function() return (string.gsub("x", "x", function() return "y" end)) end)
        return co()
    end
    return (string.gsub("a", "a", function() return deep(n - 1) end))
end
for _, n in ipairs {1, 10, 50, 100, 150} do
    local result = deep(n)
    if result ~= "y" then print(n, result) end
end
-- coroutines inside coroutines until it ends: an error, and everything works after it
local depth = 0
local function nest()
    depth = depth + 1
    local inner = coroutine.wrap(nest)
    return inner()
end
local ok, message = pcall(nest)
print(ok, message:match("C stack overflow")) --> false C stack overflow
print(depth > 150, deep(20)) --> true y

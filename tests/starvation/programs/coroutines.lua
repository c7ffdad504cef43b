local function generator(n)
    return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, {i}) end end)
end
local sum = 0
for v, box in generator(5) do sum = sum + v + box[1] end
assert(sum == 30)
local co = coroutine.create(function(...)
    local x <close> = setmetatable({}, {__close = function() coroutine.yield("closing") end})
    local ok, e = pcall(function(...) coroutine.yield(...) error({"inner"}) end, ...)
    return coroutine.yield(ok, e)
end)
while coroutine.status(co) ~= "dead" do assert(coroutine.resume(co, 1, 2, 3)) end
local all = {}
for i = 1, 20 do
    all[i] = coroutine.wrap(function(a) while true do a = coroutine.yield({a}) end end)
    all[i](i)
end
for round = 1, 3 do
    for i = 1, 20 do all[i](round) end
end
local function nested(n) if n == 0 then return coroutine.running() end return coroutine.wrap(nested)(n - 1) end
assert(nested(12))
local yields = coroutine.wrap(function()
    local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end, __add = function(a, b) return coroutine.yield("add") end})
    table.sort({3, 1, 2}, function(a, b) coroutine.yield("sort") return a < b end)
    local s = ("ab"):gsub(".", function(c) return coroutine.yield(c) end)
    return t.field .. (t + 1) .. s
end)
local result
repeat result = yields("r") until #result > 4
local function recurse(n) coroutine.yield(n) if n > 0 then recurse(n - 1) end end
for n in coroutine.wrap(function() recurse(40) end) do assert(n <= 40) end

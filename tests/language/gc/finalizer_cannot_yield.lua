-- A finalizer cannot yield, neither from the main program nor inside a coroutine; the coroutine goes on.
local results = {}
local function object()
    setmetatable({}, { __gc = function() results[#results + 1] = { coroutine.isyieldable(), pcall(coroutine.yield, "out") } end })
end
object()
collectgarbage()
local co = coroutine.wrap(function()
    object()
    collectgarbage()
    collectgarbage()
    coroutine.yield("from the body")
    return "end"
end)
print(co(), co())                           --> from the body end
print(#results)                             --> 2
for _, r in ipairs(results) do print(r[1], r[2], type(r[3])) end
--> false false string
--> false false string
-- What it starts itself may yield.
local inner
setmetatable({}, { __gc = function() inner = coroutine.wrap(function() coroutine.yield("inside") end)() end })
collectgarbage()
collectgarbage()
print(inner)                                --> inside

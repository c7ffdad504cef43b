-- Chunks that are garbage are collected in time, with all that they hold outside of the heap.
local lines = {}
for i = 1, 1000 do
    lines[i] = "local function f(a, b) return a.x + b.y * " .. i .. " end"
    if i % 100 == 0 then lines[i] = lines[i] .. " end do" end
end
local source = "do " .. table.concat(lines, "\n") .. " end"
assert(load(source))
collectgarbage()
local before = collectgarbage("count")
local most = 0
for i = 1, 200 do
    assert(load(source))
    most = math.max(most, collectgarbage("count"))
end
print(most - before < 8000)    --> true
collectgarbage()
print(collectgarbage("count") - before < 1000)    --> true

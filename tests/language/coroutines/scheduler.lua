local queue, log = {}, {}
local function spawn(f, ...) queue[#queue + 1] = { coroutine.create(f), ... } end
for id = 1, 3 do
    spawn(function(name, n)
        for i = 1, n do log[#log + 1] = name .. i coroutine.yield() end
    end, ("abc"):sub(id, id), id)
end
while #queue > 0 do
    local task = table.remove(queue, 1)
    assert(coroutine.resume(table.unpack(task)))
    if coroutine.status(task[1]) ~= "dead" then queue[#queue + 1] = { task[1] } end
end
print(table.concat(log, " "))    --> a1 b1 c1 b2 c2 c3

local stack = {}
for round = 1, 3 do
    for i = 1, 1000 do stack[#stack + 1] = i end
    for i = 1000, 1, -1 do assert(stack[#stack] == i) stack[#stack] = nil end
end
print(#stack, next(stack))                            --> 0 nil
local queue, head, tail = {}, 1, 0
for i = 1, 10000 do
    tail = tail + 1
    queue[tail] = i
    if i % 3 ~= 0 then
        assert(queue[head] ~= nil)
        queue[head] = nil
        head = head + 1
    end
end
local n = 0
for k, v in pairs(queue) do n = n + 1 assert(k == v) end
print(n, head, tail, queue[head])                     --> 3333 6668 10000 6668

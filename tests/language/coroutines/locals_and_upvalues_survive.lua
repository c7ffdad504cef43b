local shared = 0
local function body(id)
    local n = 0
    local inc = function() n = n + 1 shared = shared + id return n end
    while true do inc() coroutine.yield(n, shared) end
end
local a, b = coroutine.wrap(body), coroutine.wrap(body)
print(a(1))      --> 1 1
print(b(10))     --> 1 11
print(a())       --> 2 12
collectgarbage()
print(b())       --> 2 22
print(a())       --> 3 23
local get
do
    local co = coroutine.wrap(function() local v = 5 get = function() v = v + 1 return v end coroutine.yield() v = 50 end)
    co()
    print(get())   --> 6
    co()
    print(get())   --> 51
end

local co = coroutine.create(function(a, b)
    print("start", a, b)
    local c = coroutine.yield(a + b, "first")
    print("second", c)
    local d, e = coroutine.yield()
    print("third", d, e)
    return "end", 99
end)
print(coroutine.resume(co, 1, 2))      --> start 1 2 --> true 3 first
print(coroutine.resume(co, "x"))       --> second x --> true
print(coroutine.resume(co, "p", "q"))  --> third p q --> true end 99
print(coroutine.resume(co))            --> false cannot resume dead coroutine
print(coroutine.status(co))            --> dead

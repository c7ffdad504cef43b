local co = coroutine.create(function(x)
    local y = x
    coroutine.yield()
end)
print(debug.getinfo(co, 0), debug.getinfo(co, 1))    --~ (nil|table: .*) nil
coroutine.resume(co, 5)
print(debug.getinfo(co, 0, "S").what, debug.getinfo(co, 1, "l").currentline)   --> C 3
print(debug.getlocal(co, 1, 2))                      --> y 5
print(debug.setlocal(co, 1, 2, 6), select(2, debug.getlocal(co, 1, 2)))        --> y 6
coroutine.resume(co)
print(debug.getinfo(co, 0))                          --> nil

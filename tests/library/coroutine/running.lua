local main, is_main = coroutine.running()
print(type(main), is_main)                             --> thread true
local co
co = coroutine.create(function()
    local me, m = coroutine.running()
    print(me == co, m)                                 --> true false
end)
coroutine.resume(co)
print(select("#", coroutine.running()))                --> 2

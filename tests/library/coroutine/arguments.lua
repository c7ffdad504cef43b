-- Values pass both ways, however many; wrong arguments.
local co = coroutine.create(function(...)
    local got = table.pack(...)
    while true do got = table.pack(coroutine.yield(got.n, table.unpack(got, 1, got.n))) end
end)
print(coroutine.resume(co))                              --> true 0
print(coroutine.resume(co, nil))                         --> true 1 nil
print(coroutine.resume(co, nil, nil))                    --> true 2 nil nil
print(coroutine.resume(co, 1, nil, 3))                   --> true 3 1 nil 3
print(select("#", coroutine.resume(co, table.unpack({}, 1, 250))))   --> 252
print(coroutine.resume(coroutine.create(function() return end)))     --> true
print(coroutine.resume(coroutine.create(function() return nil, nil end)))  --> true nil nil
print(coroutine.resume(coroutine.create(function(...) return ... end), "a", nil))  --> true a nil
print(coroutine.wrap(function(...) return select("#", ...) end)(nil, nil))   --> 2
print(coroutine.resume(coroutine.create(math.max), 3, 9, 4))         --> true 9
print(coroutine.wrap(string.rep)("ab", 2))               --> abab
print(coroutine.wrap(coroutine.yield)(7, 8))             --> 7 8
local f = coroutine.wrap(pcall)
print(f(coroutine.yield, "out"))                         --> out
print(f("in"))                                           --> true in
for _, name in ipairs { "create", "wrap", "resume", "status", "close" } do
    for _, v in ipairs { false, "x", 5 } do print(name, (select(2, pcall(coroutine[name], v)))) end
    print(name, (select(2, pcall(coroutine[name]))))
end
--> create bad argument #1 to 'coroutine.create' (function expected, got boolean)
--> create bad argument #1 to 'coroutine.create' (function expected, got string)
--> create bad argument #1 to 'coroutine.create' (function expected, got number)
--> create bad argument #1 to 'coroutine.create' (function expected, got no value)
--> wrap bad argument #1 to 'coroutine.wrap' (function expected, got boolean)
--> wrap bad argument #1 to 'coroutine.wrap' (function expected, got string)
--> wrap bad argument #1 to 'coroutine.wrap' (function expected, got number)
--> wrap bad argument #1 to 'coroutine.wrap' (function expected, got no value)
--> resume bad argument #1 to 'coroutine.resume' (thread expected, got boolean)
--> resume bad argument #1 to 'coroutine.resume' (thread expected, got string)
--> resume bad argument #1 to 'coroutine.resume' (thread expected, got number)
--> resume bad argument #1 to 'coroutine.resume' (thread expected, got no value)
--> status bad argument #1 to 'coroutine.status' (thread expected, got boolean)
--> status bad argument #1 to 'coroutine.status' (thread expected, got string)
--> status bad argument #1 to 'coroutine.status' (thread expected, got number)
--> status bad argument #1 to 'coroutine.status' (thread expected, got no value)
--> close bad argument #1 to 'coroutine.close' (thread expected, got boolean)
--> close bad argument #1 to 'coroutine.close' (thread expected, got string)
--> close bad argument #1 to 'coroutine.close' (thread expected, got number)
--> close bad argument #1 to 'coroutine.close' (thread expected, got no value)
print(pcall(coroutine.isyieldable, "x"))                 --> false bad argument #1 to 'coroutine.isyieldable' (thread expected, got string)
print(pcall(coroutine.wrap, setmetatable({}, { __call = print })))   --> false bad argument #1 to 'coroutine.wrap' (function expected, got table)
print(select("#", coroutine.running(1, 2, 3)))           --> 2
-- names of the library, no more
local names = {}
for k in pairs(coroutine) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))                          --> close create isyieldable resume running status wrap yield

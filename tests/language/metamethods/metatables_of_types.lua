-- Tables have metatables of their own; all values of another type share one. Strings alone have one at first.
local co = coroutine.create(print)
print(getmetatable(1), getmetatable(nil), getmetatable(true), getmetatable(print), getmetatable(co), getmetatable({}))  --> nil nil nil nil nil nil
print(type(getmetatable("")), getmetatable("a") == getmetatable("b"))  --> table true
local mt = {}
for _, pair in ipairs { { 1, 2.5 }, { true, false }, { print, function() end }, { co, coroutine.create(type) } } do
    debug.setmetatable(pair[1], mt)
    io.write(tostring(getmetatable(pair[2]) == mt), " ")
    debug.setmetatable(pair[2], nil)
    io.write(tostring(getmetatable(pair[1])), " ")
end
print()                                           --> true nil true nil true nil true nil
local a, b, c = setmetatable({}, mt), setmetatable({}, mt), {}
print(getmetatable(a) == getmetatable(b), getmetatable(c))  --> true nil
setmetatable(a, nil)
print(getmetatable(a), getmetatable(b) == mt)     --> nil true
print((pcall(setmetatable, "x", {})), (pcall(setmetatable, 1, {})), (pcall(setmetatable, print, nil)))  --> false false false
print((pcall(setmetatable, {}, 1)), (pcall(setmetatable, {})))  --> false false

-- Closures keep the variables they caught when an error leaves their block and __close methods run then.
local function closer() return setmetatable({}, {__close = function() local a, b, c, d, e = 1, 2, 3, 4, 5 end}) end
local get, add
local function make(fail)
    local before = "before"
    local c <close> = closer()
    local x, y, z = 10, 20, 30
    get = function() return before, x, y, z end
    add = function(n) z = z + n end
    if fail then error("left") end
    coroutine.yield()
end
print(pcall(make, true) == false, get()) --> true before 10 20 30
add(5)
print(get()) --> before 10 20 35

local co = coroutine.create(make)
coroutine.resume(co, false)
print(coroutine.close(co), get()) --> true before 10 20 30
add(7)
print(get()) --> before 10 20 37

local dead = coroutine.create(make)
print(coroutine.resume(dead, true)) --~ false .*: left
print(get()) --> before 10 20 30
print(coroutine.close(dead)) --~ false .*: left
add(9)
print(get()) --> before 10 20 39

-- Indices of getlocal: parameters, locals in scope, vararg values, functions; what is set and read.
local function all(level)
    local names = {}
    for i = 1, 30 do
        local n = debug.getlocal(level + 1, i)
        if not n then break end
        if n:sub(1, 1) ~= "(" then names[#names + 1] = n end
    end
    return table.concat(names, " ")
end
local function f(a, b, ...)
    local c <const> = 5
    local d <const> = a
    local x = 1
    do local inner = 2 end
    for i = 1, 1 do
        local x = 2
        local s = all(1)
        print(s)
    end
    do local gone = 1 end
    local s = all(1)
    print(s)
    return debug.getlocal(1, 1)
end
print(f(10, 20, 30))                                     --~ a b (c )?d x i x
--~ a b (c )?d x
--~ a 10
local function va(p, ...) return debug.getlocal(1, -1) end
print(va(1, "first", "second"))                          --> (vararg) first
local function va2(p, ...) local n, v = debug.getlocal(1, -2) local none = debug.getlocal(1, -3) return n, v, none end
print(va2(1, "first", "second"))                         --> (vararg) second nil
print(va(1))                                             --> nil
local function change(p, ...)
    print(debug.setlocal(1, -1, "new"), debug.setlocal(1, 1, "param"), debug.setlocal(1, -9, "x"), debug.setlocal(1, 99, "x"))
    return p, ...
end
print(change("p", "v"))                                  --> (vararg) p nil nil --> param new
print(debug.getlocal(change, 1), debug.getlocal(change, 2), debug.getlocal(change, -1), debug.getlocal(change, 0), debug.getlocal(function() end, 1), debug.getlocal(string.rep, 1))   --> p nil nil nil nil nil
print(debug.getlocal(load(string.dump(function(a) local b end, true)), 1))   --~ (nil|\(.*)
local co = coroutine.create(function(a, ...) local b = a + 1 coroutine.yield(b) return a, b, ... end)
coroutine.resume(co, 1, "vararg")
print(debug.getlocal(co, 1, 1))                          --> a 1
print(debug.getlocal(co, 1, 2))                          --> b 2
print(debug.getlocal(co, 1, -1))                         --> (vararg) vararg
print(debug.setlocal(co, 1, 1, "A"), debug.setlocal(co, 1, 2, "B"), debug.setlocal(co, 1, -1, "C"))   --> a b (vararg)
print(coroutine.resume(co))                              --> true A B C
print(pcall(debug.getlocal, co, 1, 1))                   --> false bad argument #2 to 'debug.getlocal' (level out of range)
for _, a in ipairs { {}, { 1 }, { "x", 1 }, { 1, "x" }, { 99, 1 }, { -1, 1 }, { {}, 1 }, { 1, 1.5 } } do print((select(2, pcall(debug.getlocal, table.unpack(a))))) end
--> bad argument #2 to 'debug.getlocal' (number expected, got no value)
--> bad argument #2 to 'debug.getlocal' (number expected, got no value)
--> bad argument #1 to 'debug.getlocal' (number expected, got string)
--> bad argument #2 to 'debug.getlocal' (number expected, got string)
--> bad argument #1 to 'debug.getlocal' (level out of range)
--> bad argument #1 to 'debug.getlocal' (level out of range)
--> bad argument #1 to 'debug.getlocal' (number expected, got table)
--> bad argument #2 to 'debug.getlocal' (number has no integer representation)
for _, a in ipairs { {}, { 1 }, { 1, 1 }, { 99, 1, 1 }, { -1, 1, 1 }, { f, 1, 1 } } do print((select(2, pcall(debug.setlocal, table.unpack(a))))) end
--> bad argument #1 to 'debug.setlocal' (number expected, got no value)
--> bad argument #2 to 'debug.setlocal' (number expected, got no value)
--> bad argument #3 to 'debug.setlocal' (value expected)
--> bad argument #1 to 'debug.setlocal' (level out of range)
--> bad argument #1 to 'debug.setlocal' (level out of range)
--> bad argument #1 to 'debug.setlocal' (number expected, got function)
-- a loop's own variables have no names
for i = 1, 1 do print((debug.getlocal(1, 3)):sub(1, 1) ~= "", all(1):find("i$") ~= nil) break end   --> true true

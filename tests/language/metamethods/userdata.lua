-- Full userdata have metatables of their own, which their metamethods come from; __eq works on two of them.
local a, b = assert(io.tmpfile()), assert(io.tmpfile())
local files = debug.getmetatable(a)
print(files == debug.getmetatable(b), a == b, a == a)           --> true false true
local calls = 0
debug.setmetatable(a, {
    __eq = function(x, y) calls = calls + 1 return rawequal(x, a) and "a first" or nil end,
    __lt = function() return true end,
    __index = function(_, k) return k end,
    __newindex = function(_, k, v) calls = k .. v end,
    __call = function(_, ...) return ... end,
    __add = function() return "sum" end,
    __len = function() return 7 end,
})
print(debug.getmetatable(b) == files, b.write == files.__index.write)  --> true true
print(a == b, b == a, a ~= b, calls)                            --> true false false 3
print(a == {}, a == 1, calls)                                   --> false false 3
print(a < b, a.field, a + 1, 1 + a, #a, a("x", "y"))            --> true field sum sum 7 x y
a.k = "v"
print(calls)                                                    --> kv
debug.setmetatable(a, files)
print(a == b, a:close(), b:close())                             --> false true true

-- Assignment, arguments, results, upvalues, varargs and fields hand on the same object.
local t = {}
local function same(x) return x end
local function through(...) return ... end
local function up() return t end
local box = { t, t = t }
print(same(t) == t, through(t) == t, up() == t, box[1] == t, box.t == t)  --> true true true true true
same(t).a, through(t).b, up().c, box[1].d = 1, 2, 3, 4
print(t.a, t.b, t.c, t.d)                                                 --> 1 2 3 4
local co = coroutine.wrap(function(x) while true do x = coroutine.yield(x) end end)
print(co(t) == t, co(t) == t, select(2, pcall(error, t)) == t)            --> true true true
local f = setmetatable({}, { __index = function() return t end, __call = function(_, x) return x end })
print(f.x == t, f(t) == t, next({ [t] = 1 }) == t)                        --> true true true

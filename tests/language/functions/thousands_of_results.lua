-- A function may return well over a thousand values, from Lua, from the library, through pcall and yields.
local parts = {}
for i = 1, 1500 do parts[i] = tostring(i) end
local f = load("return function() return " .. table.concat(parts, ",", 1, 200) .. ", table.unpack({" .. table.concat(parts, ",", 201) .. "}) end")()
print(select("#", f()), (select(1500, f())))         --> 1500 1500
print(select("#", pcall(f)), #{ f() }, #{ 0, f() })  --> 1501 1500 1501
local function through(...) return ... end
print(select("#", through(f())), select("#", through(f(), f())))  --> 1500 1501
local co = coroutine.wrap(function() return coroutine.yield(f()) end)
print(select("#", co()), select("#", co(f())))       --> 1500 1500
print(select("#", string.byte(("x"):rep(5000), 1, -1)), math.max(f()))  --> 5000 1500

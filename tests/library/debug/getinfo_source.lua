local function f(a, b, ...)
    return debug.getinfo(1, "Slnutf")
end
local i = f(1)
print(i.short_src, i.source, i.what, i.linedefined, i.lastlinedefined)   --> getinfo_source.lua @getinfo_source.lua Lua 1 3
print(i.currentline, i.nparams, i.isvararg, i.nups >= 1, i.istailcall, i.func == f)  --> 2 2 true true false true
print(i.name, i.namewhat)                            --> f local
local c = debug.getinfo(print)
print(c.short_src, c.what, c.currentline, c.linedefined, c.isvararg, c.nparams)  --> [C] C -1 -1 true 0
local m = debug.getinfo(1)
print(m.what, m.linedefined, m.currentline)          --> main 0 10
print(debug.getinfo(100), debug.getinfo(f, "S").func)  --> nil nil

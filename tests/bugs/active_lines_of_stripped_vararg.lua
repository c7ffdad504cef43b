-- 5.4.6: active lines of a vararg function without debug information.
local f = load(string.dump(load("print(...)\nreturn 1", "=x"), true))
local info = debug.getinfo(f, "LSl")
print(info.activelines and next(info.activelines) or nil, info.short_src) --> nil ?
local g = load(string.dump(function(...) return function(...) return ... end end, true))
print(debug.getinfo(g(), "nSl").currentline) --> -1
--@ peer-differs some releases have this bug

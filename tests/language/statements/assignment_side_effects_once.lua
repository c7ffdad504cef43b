local log = {}
local function note(x, v) log[#log + 1] = x return v end
local t = {}
note("t", t)[note("k", "key")] = note("v", 5)
print(t.key, #log)                     --> 5 3
local calls = 0
local function f() calls = calls + 1 return t end
f().a, f().b = f(), 1
print(calls, t.a == t, t.b)            --> 3 true 1

local function f(a) local b = a * 2 return b, a .. "!" end
local g = load(string.dump(f), "dumped", "b")
print(g(21))                                       --> 42 21!
print(load(string.dump(f, true))(3))               --> 6 3!
print(pcall(string.dump, print))                   --> false unable to dump given function
print(pcall(string.dump, 5))                       --> false bad argument #1 to 'string.dump' (function expected, got number)
print(#string.dump(f, true) < #string.dump(f))     --> true
local n = 5
local function up() return n end
local h = load(string.dump(up))
print(pcall(h))                                    --~ (true nil|true table: .*)
debug.setupvalue(h, 1, 9)
print(h())                                         --> 9

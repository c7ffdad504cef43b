local a, b = 1, 2
print(debug.setlocal(1, 1, 10), debug.setlocal(1, 2, "new"), a, b)   --> a b 10 new
print(debug.setlocal(1, 100, 0))                     --> nil
local function f(x) debug.setlocal(1, 1, x * 2) return x end
print(f(21))                                         --> 42
local function set_caller() debug.setlocal(2, 1, "from callee") end
set_caller()
print(a)                                             --> from callee
print(pcall(debug.setlocal, 1000, 1, 1))             --> false bad argument #1 to 'debug.setlocal' (level out of range)

local env = { n = 3 }
local f = load("n = n + 1; return n", "chunk", "t", env)
print(f(), f(), env.n, n)                --> 4 5 5 nil
print(load("return _ENV", "c", "t", env)() == env)  --> true
print(load("return _ENV")() == _G)       --> true
print(pcall(load("return x", "c", "t", nil)))  --~ false .*: attempt to index a nil value \(upvalue '_ENV'\)
local g = load("local a = ... return a")
print(g(9))                              --> 9

local function f() return 1 + f() end
local ok, e = pcall(f)
print(ok, e:match("stack overflow"))                     --> false stack overflow
local depth = 0
local function g() depth = depth + 1 g() end
print((pcall(g)), depth > 10000)                         --> false true
print(select(2, pcall(f)):match("stack overflow"))       --> stack overflow
print("alive")                                           --> alive

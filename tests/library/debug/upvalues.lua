local x, y = 1, 2
local function f() return x, y end
local function g() return y end
print(debug.getupvalue(f, 1), debug.getupvalue(f, 2))          --> x y 2
print(debug.getupvalue(f, 3), debug.getupvalue(f, 0))          --> nil
print(debug.setupvalue(f, 1, "changed"), x, f())               --> x changed changed 2
print(debug.upvalueid(f, 2) == debug.upvalueid(g, 1), debug.upvalueid(f, 1) == debug.upvalueid(g, 1))  --> true false
local z = "z"
local function h() return z end
debug.upvaluejoin(g, 1, h, 1)
print(g(), y)                                                  --> z 2
z = "shared"
print(g(), debug.upvalueid(g, 1) == debug.upvalueid(h, 1))     --> shared true
print(pcall(debug.upvaluejoin, g, 5, h, 1))    --~ false bad argument #[12] to .debug.upvaluejoin. .*
print(pcall(debug.upvaluejoin, print, 1, h, 1))  --~ false bad argument #[12] to .debug.upvaluejoin. .*
print(debug.upvalueid(f, 9), debug.setupvalue(f, 9, 0), select("#", debug.setupvalue(f, 9, 0)))   --> nil nil 0
print(debug.getupvalue(string.gmatch("x", "x"), 1))            --~ .*

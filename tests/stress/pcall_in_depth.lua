-- pcall within pcall: either it nests as deep as any call, or it is a caught error.
local depth = 0
local function f(n) depth = n local ok, e = pcall(f, n + 1) return ok, e end
local ok, e = f(1)
print(type(ok), depth > 150)                             --> boolean true
local function g(n) if n == 0 then return "bottom" end return select(2, pcall(g, n - 1)) end
print(g(150))                                            --> bottom
local function x(n) if n == 0 then error("deep", 0) end local _, m = xpcall(x, function(s) return s .. "." end, n - 1) error(m, 0) end
print(#select(2, pcall(x, 100)))                         --> 104

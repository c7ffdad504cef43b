-- Many globals and a deep stack: long ways for who looks for the names of the functions that run.
-- ends: time memory
local function fill() for n = 1, 100000 do _G["g" .. n] = n end end
pcall(fill)
local function f(n) if n == 0 then while true do end end f(n - 1) end
f(5000)

print("a" .. "b" .. "c", 1 .. 2, 1.5 .. "|")     --> abc 12 1.5|
local n, s = 5, "x"
print(n .. s, s .. n, n .. n, s .. "" .. s)      --> 5x x5 55 xx
local parts = ""
for i = 1, 20 do parts = parts .. i .. "," end
print(#parts, parts:sub(-6))                     --> 51 19,20,
print(("x"):rep(300) .. ("y"):rep(300) == ("x"):rep(300) .. ("y"):rep(300))  --> true
print(-1 .. "", 2 ^ 63 .. "")                    --> -1 9.2233720368548e+18

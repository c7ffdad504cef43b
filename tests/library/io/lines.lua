local f = assert(io.open("d", "w")) f:write("1 a\n2 b\n3 c\n") f:close()
for l in io.lines("d") do io.write("[", l, "]") end print()         --> [1 a][2 b][3 c]
for n, rest in io.lines("d", "n", "l") do io.write(n, ":", rest, ";") end print()   --> 1: a;2: b;3: c;
for c in io.lines("d", 4) do io.write(#c, " ") end print()          --> 4 4 4
print(pcall(io.lines, "missing"))      --> false cannot open file 'missing' (No such file or directory)
print(select("#", io.lines("d")))      --> 4
local it = io.lines("d")
for _ = 1, 3 do it() end
print(it())                            --> 
print(pcall(it))                       --> false file is already closed
f = io.open("d")
for l in f:lines() do if l == "2 b" then break end end
print(f:read(), io.type(f))            --> 3 c file
f:close()
print(pcall(function() for _ in f:lines() do end end))   --~ false .*attempt to use a closed file
print(pcall(io.lines, "d", "x"))       --~ (true function: .*|false .*invalid format.*)

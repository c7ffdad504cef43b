local f = assert(io.open("data", "w"))
print(f:write("line 1\n", 2, " ", "three\n", "last") == f)   --> true
f:close()
f = assert(io.open("data"))
print(f:read())            --> line 1
print(f:read("L"))         --> 2 three -->
print(f:read("a"))         --> last
print(f:read("a"), f:read("l"), f:read("n"))   -->  nil nil
f:close()
for line in io.lines("data") do io.write("<", line, ">") end print()   --> <line 1><2 three><last>
for l in io.lines("data", "L") do io.write(#l, " ") end print()        --> 7 8 4

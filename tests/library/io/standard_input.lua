--@ stdin first line\n42 3.5\nrest of\ninput
print(io.read())                       --> first line
print(io.read("n", "n"))               --> 42 3.5
print(io.read("L"))                    --> -->
print(io.read(4))                      --> rest
for l in io.lines() do print(l) end    -->  of --> input
print(io.read(), io.read("a"), io.read(0))   --> nil  nil

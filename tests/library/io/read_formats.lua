local f = assert(io.open("data", "w"))
f:write("12 3.5 -0x1F 1e2 word\nsecond line\n\n99")
f:close()
f = assert(io.open("data"))
print(f:read("n", "n", "n", "n"))      --> 12 3.5 -31 100.0
print(f:read("n"))                     --> nil
print(f:read("l"), f:read(3), f:read(0), f:read("l"))  --~ .*ord sec  ond line
print(f:read("l"), f:read(0))          -->
print(f:read("n"), f:read(0), f:read(1), f:read("a"))  --> 99 nil nil
f:seek("set")
print(f:read("*l"), f:read("*n"))      --> 12 3.5 -0x1F 1e2 word nil
print(pcall(f.read, f, "x"))           --> false bad argument #2 to '?' (invalid format)
print(pcall(f.read, f, {}))            --~ false bad argument #2 to '\?' .*
f:close()

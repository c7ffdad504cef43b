local f = assert(io.open("d", "w+"))
f:write("0123456789")
print(f:seek(), f:seek("set"), f:read(3))          --> 10 0 012
print(f:seek("cur"), f:seek("cur", 2), f:read(1))  --> 3 5 5
print(f:seek("end"), f:seek("end", -2), f:read("a"))  --> 10 8 89
print(f:seek("set", 4), f:write("XY") == f, f:seek("set", 0), f:read("a"))  --> 4 true 0 0123XY6789
print(f:seek("set", -1))                           --> nil Invalid argument 22
print(pcall(f.seek, f, "bad"))                     --> false bad argument #2 to '?' (invalid option 'bad')
print(pcall(f.seek, f, "set", 1.5))                --> false bad argument #3 to '?' (number has no integer representation)
f:close()

local f = assert(io.open("made.lua", "w"))
f:write("local a, b = ... x_from_file = 5 return 1, 'two', select('#', ...)")
f:close()
print(dofile("made.lua"))                              --> 1 two 0
print(x_from_file)                                     --> 5
print(pcall(dofile, "missing.lua"))                    --> false cannot open missing.lua: No such file or directory
f = assert(io.open("broken.lua", "w")) f:write("x = ") f:close()
print(pcall(dofile, "broken.lua"))                     --> false broken.lua:1: unexpected symbol near <eof>
f = assert(io.open("raises.lua", "w")) f:write("\nerror('inside')") f:close()
print(pcall(dofile, "raises.lua"))                     --> false raises.lua:2: inside

-- Positions of seek: defaults, each base, behind the end, failures; read, write and seek together.
local f = assert(io.open("d", "w+"))
print(f:seek(), f:write("0123456789"):seek(), f:seek("end"), f:seek("set"), f:seek("cur", 0))   --> 0 10 10 0 0
print(f:seek("set", 3), f:read(2), f:seek(), f:seek("cur", -1), f:read(1), f:seek("end", -1), f:read(5))   --> 3 34 5 4 4 9 9
print(f:seek("end", 5), f:read(1), f:write("x"):seek("set"), #f:read("a"))   --> 15 nil 0 16
print(f:seek("set", 10), f:read("a") == "\0\0\0\0\0x", f:seek("end"))    --> 10 true 16
print(f:seek("set", -1))                                 --> nil Invalid argument 22
print(f:seek("cur", -1000))                              --> nil Invalid argument 22
print(f:seek("set", nil), f:seek(nil, 4), f:seek("cur", "1"), f:seek("cur", 2.0))   --> 0 4 5 7
f:seek("set", 2) f:write("AB") f:seek("cur", 0)
print(f:read(2), f:seek("set"), f:read("l"):sub(1, 10))  --> 45 0 01AB456789
print(pcall(f.seek, f, "SET"))                           --> false bad argument #2 to '?' (invalid option 'SET')
print(pcall(f.seek, f, 5))                               --> false bad argument #2 to '?' (invalid option '5')
print(pcall(f.seek, f, "set", {}))                       --> false bad argument #3 to '?' (number expected, got table)
print(pcall(f.seek, f, "set", 1.5))                      --> false bad argument #3 to '?' (number has no integer representation)
f:close()
print(pcall(f.seek, f))                                  --> false attempt to use a closed file
local p = io.popen("cat >/dev/null", "w")
print(p:seek("set", 0))                                  --> nil Illegal seek 29
p:close()

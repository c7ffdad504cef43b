local f = assert(io.open("d", "w"))
print(io.type(f), io.type(5), io.type({}))         --> file nil nil
print(tostring(f))                                 --~ file \(0x[0-9a-f]+\)
print(f:close())                                   --> true
print(io.type(f), tostring(f))                     --> closed file file (closed)
print(pcall(f.read, f))                            --> false attempt to use a closed file
print(pcall(f.write, f, "x"), pcall(f.close, f))   --> false false attempt to use a closed file
print(pcall(io.type))                              --> false bad argument #1 to 'io.type' (value expected)
print(pcall(io.close, {}))                         --> false bad argument #1 to 'io.close' (FILE* expected, got table)
print(getmetatable(f).__name, type(getmetatable(f).__index), getmetatable(f).__close ~= nil)  --> FILE* table true

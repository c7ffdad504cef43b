local f = assert(io.open("d", "w"))
print(f:setvbuf("full", 1024), f:setvbuf("no"), f:setvbuf("line"))   --> true true true
f:close()
f = assert(io.open("d", "w"))
f:setvbuf("full", 4096)
f:write("buffered")
print(io.open("d"):read("a"))          -->
f:flush()
print(io.open("d"):read("a"))          --> buffered
f:setvbuf("no")
f:write(" at once")
print(io.open("d"):read("a"))          --> buffered at once
print(pcall(f.setvbuf, f, "x"))        --> false bad argument #2 to '?' (invalid option 'x')
print(not f:flush(), not io.flush())   --> false false
f:close()

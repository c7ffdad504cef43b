-- Modes of setvbuf: what is on the disk before a flush.
local function disk() local f = io.open("d") local text = f:read("a") f:close() return text end
local f = assert(io.open("d", "w"))
print(f:setvbuf("no"), f:write("1") == f, disk())        --> true true 1
print(f:setvbuf("full"), f:write("2") == f, disk())      --> true true 12
f:flush()
print(disk(), f:setvbuf("full", 1 << 16), f:write("3") == f, disk())   --> 12 true true 12
f:seek("cur", 0)
print(disk())                                            --> 123
print(f:setvbuf("line"), f:write("4") == f, disk())      --~ true true 123(4)?
f:write("5\n6")
print((disk():gsub("\n", "$")))                          --~ 12345\$(6)?
f:close()
print((disk():gsub("\n", "$")))                          --> 12345$6
f = io.open("d")
print(pcall(f.setvbuf, f))                               --> false bad argument #2 to '?' (string expected, got no value)
print(pcall(f.setvbuf, f, "half"))                       --> false bad argument #2 to '?' (invalid option 'half')
print(pcall(f.setvbuf, f, "full", "x"))                  --> false bad argument #3 to '?' (number expected, got string)
print(pcall(f.setvbuf, f, "full", 1.5))                  --> false bad argument #3 to '?' (number has no integer representation)
f:close()

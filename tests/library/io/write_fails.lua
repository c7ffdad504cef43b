local f = assert(io.open("d", "w")) f:write("x") f:close()
f = io.open("d", "r")
print(f:write("no"))                   --> nil Bad file descriptor 9
f:close()
f = io.open("d", "w")
print(f:read())                        --> nil Bad file descriptor 9
print(pcall(f.write, f, {}))           --> false bad argument #2 to '?' (string expected, got table)
print(pcall(f.write, f, nil))          --> false bad argument #2 to '?' (string expected, got nil)
f:close()
if io.open("/dev/full", "w") then
    local full = io.open("/dev/full", "w")
    full:setvbuf("no")
    print(full:write("x"))             --> nil No space left on device 28
end

local f = assert(io.open("d", "w")) f:write("abc") f:close()
f = assert(io.open("d", "a")) f:write("def") f:close()
print(io.open("d"):read("a"))                      --> abcdef
f = assert(io.open("d", "r+")) f:write("X") f:close()
print(io.open("d"):read("a"))                      --> Xbcdef
f = assert(io.open("d", "a+"))
f:seek("set", 0)
f:write("!")
f:seek("set", 0)
print(f:read("a"))                                 --> Xbcdef!
f:close()
assert(io.open("d", "w")):close()
print(io.open("d"):read("a") == "", io.open("d"):read("l"))   --> true nil

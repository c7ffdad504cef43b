local f = assert(io.tmpfile())
f:write("temporary")
f:seek("set")
print(f:read("a"), io.type(f))         --> temporary file
f:close()

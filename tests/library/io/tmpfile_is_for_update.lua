-- A temporary file can be written and read, has no name that stays, and each is another.
local a, b = assert(io.tmpfile()), assert(io.tmpfile())
print(a ~= b, io.type(a), a:seek("end"), a:read("a") == "")   --> true file 0 true
a:write("abc", 5)
b:write("other")
print(a:seek("set"), a:read("a"), b:seek("set"), b:read("a"))   --> 0 abc5 0 other
a:seek("set", 1) a:write("X") a:seek("set")
print(a:read("a"), a:close(), b:close())                 --> aXc5 true true

local f, message, where = package.loadlib("./no_such_library.so", "f")
print(f, type(message), where)                       --> nil string open
print(package.loadlib("./no_such_library.so", "*") == nil)   --> true
print(pcall(package.loadlib))                        --> false bad argument #1 to 'package.loadlib' (string expected, got no value)
local f2 = io.open("bad.so", "w") f2:write("not a library") f2:close()
package.cpath = "./?.so"
print((pcall(require, "bad")))                       --> false

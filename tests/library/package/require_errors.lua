package.path, package.cpath = "./?.lua;./lib/?.lua", "./?.so"
print(pcall(require, "not.here"))
--> false module 'not.here' not found:
-->  no field package.preload['not.here']
-->  no file './not/here.lua'
-->  no file './lib/not/here.lua'
-->  no file './not/here.so'
-->  no file './not.so'
local f = io.open("broken.lua", "w") f:write("x = = 1") f:close()
print(pcall(require, "broken"))
--> false error loading module 'broken' from file './broken.lua':
-->  ./broken.lua:1: unexpected symbol near '='
f = io.open("raises.lua", "w") f:write("error('while loading')") f:close()
print(pcall(require, "raises"))                      --> false ./raises.lua:1: while loading
print(package.loaded.raises)                         --> nil
package.path = nil
print(pcall(require, "x"))                           --> false 'package.path' must be a string
print(pcall(require))                                --> false bad argument #1 to 'require' (string expected, got no value)

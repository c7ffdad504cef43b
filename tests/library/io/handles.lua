-- File handles: types, text, methods, closing by hand, by a block and by the collector.
local f = assert(io.open("d", "w"))
local mt = getmetatable(f)
print(type(f), io.type(f), mt.__name, type(mt.__gc), type(mt.__close), type(mt.__tostring), type(mt.__index))   --> userdata file FILE* function function function table
local methods = {}
for k in pairs(mt.__index) do methods[#methods + 1] = k end
table.sort(methods)
print(table.concat(methods, " "))                        --> close flush lines read seek setvbuf write
print(f.write == io.stdout.write, f.nothing, io.stdin.close == f.close)   --> true nil true
print(f:write() == f, f:write("a", 1, 2.0, "b") == f, not f:flush(), f:close())   --> true true false true
print(io.open("d"):read("a"), io.type(f), tostring(f))   --> a12b closed file file (closed)
for _, m in ipairs { "close", "flush", "lines", "read", "seek", "setvbuf", "write" } do print(m, pcall(f[m], f)) end
--> close false attempt to use a closed file
--> flush false attempt to use a closed file
--> lines false attempt to use a closed file
--> read false attempt to use a closed file
--> seek false attempt to use a closed file
--> setvbuf false attempt to use a closed file
--> write false attempt to use a closed file
for _, m in ipairs { "close", "flush", "read" } do print(pcall(f[m])) print(pcall(f[m], {})) end
--> false bad argument #1 to '?' (FILE* expected, got no value)
--> false bad argument #1 to '?' (FILE* expected, got table)
--> false bad argument #1 to '?' (FILE* expected, got no value)
--> false bad argument #1 to '?' (FILE* expected, got table)
--> false bad argument #1 to '?' (FILE* expected, got no value)
--> false bad argument #1 to '?' (FILE* expected, got table)
print(pcall(io.close, f))                                --> false attempt to use a closed file
print(io.type(nil), io.type("x"), io.type(io.stdin), io.type(io.stderr), (pcall(io.type)))   --> nil nil file file false
-- __close and __gc close what is open and leave alone what is closed
local g = io.open("d")
mt.__close(g)
print(io.type(g), pcall(mt.__close, g))                  --> closed file true
g = io.open("d")
mt.__gc(g)
print(io.type(g), pcall(mt.__gc, g))                     --> closed file true
print(pcall(function() local h <close> = io.open("d") g = h error("out", 0) end))   --> false out
print(io.type(g))                                        --> closed file
-- handles that are lost are closed and written
for i = 1, 50 do io.open("lost" .. i, "w"):write("text ", i) end
collectgarbage() collectgarbage()
local whole = 0
for i = 1, 50 do if io.open("lost" .. i):read("a") == "text " .. i then whole = whole + 1 end end
print(whole)                                             --> 50
for _, v in ipairs { {}, true, print } do print((select(2, pcall(io.stdout.write, io.stdout, v)))) end
--> bad argument #2 to '?' (string expected, got table)
--> bad argument #2 to '?' (string expected, got boolean)
--> bad argument #2 to '?' (string expected, got function)
local names = {}
for k in pairs(io) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))                          --> close flush input lines open output popen read stderr stdin stdout tmpfile type write

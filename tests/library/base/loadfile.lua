local f = assert(io.open("m.lua", "w")) f:write("#!shebang line\nreturn n, ...") f:close()
print(loadfile("m.lua")(1))                            --> nil 1
print(loadfile("m.lua", "t", { n = "env" })(2))        --> env 2
print(loadfile("m.lua", "b"))                          --~ nil .*attempt to load a text chunk \(mode is 'b'\)
print(loadfile("none.lua"))                            --~ nil cannot open none.lua.*
f = assert(io.open("m.luac", "wb")) f:write(string.dump(function(...) return "binary", ... end)) f:close()
print(loadfile("m.luac")(3))                           --> binary 3
print(loadfile("m.luac", "t"))                         --~ nil .*attempt to load a binary chunk \(mode is 't'\)
f = assert(io.open("bom.lua", "w")) f:write("\239\187\191return 'after the mark'") f:close()
print(loadfile("bom.lua")())                           --> after the mark
f = assert(io.open("c.luac", "wb")) f:write("# comment line\n", string.dump(function() return "skipped" end)) f:close()
print(loadfile("c.luac")())                            --> skipped

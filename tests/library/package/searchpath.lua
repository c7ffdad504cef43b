local f = io.open("found.txt", "w") f:close()
os.execute("mkdir -p a/b; touch a/b/c.lua")
print(package.searchpath("found", "./?.lua;./?.txt"))          --> ./found.txt
print(package.searchpath("a.b.c", "./?.lua"), package.searchpath("a-b-c", "./?.lua", "-"))  --> ./a/b/c.lua ./a/b/c.lua
print(package.searchpath("a.b.c", "./?.lua", "", "/"))         --> nil no file './a.b.c.lua'
print(package.searchpath("a:b:c", "./?.lua", ":", "/"))        --> ./a/b/c.lua
print(package.searchpath("x", "./?.1;./?.2"))                  --> nil no file './x.1' -->  no file './x.2'
print(package.searchpath("x", "fixed.name"))                   --> nil no file 'fixed.name'
print(package.searchpath("x", ""))                             --~ nil .*

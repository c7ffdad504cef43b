-- The name replaces every mark of every template; files are tried in order; what is not readable is told.
local function touch(name) assert(io.open(name, "w")):close() end
os.execute("mkdir -p a/x x b.c")
touch("x/x.lua") touch("a/x/y.lua") touch("a.x.y") touch("a_x_y.lua") touch("b.c/d")
print(package.searchpath("x", "./?/?.lua"))              --> ./x/x.lua
print(package.searchpath("a.x.y", "./?.lua;./?"))        --> ./a/x/y.lua
print(package.searchpath("a.x.y", "./?", ""))            --> ./a.x.y
print(package.searchpath("a.x.y", "./?.lua", ".", "_"))  --> ./a_x_y.lua
print(package.searchpath("a-x-y", "./?.lua", "-", "_"))  --> ./a_x_y.lua
print(package.searchpath("a::x::y", "./?.lua", "::", "/"))   --> ./a/x/y.lua
print(package.searchpath("b.c/d", "./?", ""))            --> ./b.c/d
print(package.searchpath("x", "./none;./x/x.lua;./a.x.y"))   --> ./x/x.lua
print(package.searchpath("x", "./1/?;./2/?.lua;fixed"))  --> nil no file './1/x' -->  no file './2/x.lua' -->  no file 'fixed'
print(package.searchpath("a.b", "./?;./?.x"))            --> nil no file './a/b' -->  no file './a/b.x'
print((package.searchpath("", "./a.x.y?")))              --> ./a.x.y
print(select("#", package.searchpath("x", "none")), select("#", package.searchpath("x", "./?/?.lua")))   --> 2 1
print((package.searchpath("x", "")))                     --> nil

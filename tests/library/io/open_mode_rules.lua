-- What each mode of open keeps, allows and creates; which strings are modes.
local function write(text) local f = assert(io.open("d", "w")) f:write(text) f:close() end
local function content() local f = assert(io.open("d")) local text = f:read("a") f:close() return text end
for _, mode in ipairs { "r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "r+b", "w+b", "a+b" } do
    write("old")
    local f = assert(io.open("d", mode))
    local read = f:read("a")
    f:seek("set", 0)
    local wrote = f:write("NEW!")
    f:close()
    os.remove("none")
    local made = io.open("none", mode)
    print(mode, read, wrote and true, content(), made and true)
    if made then made:close() end
end
--> r old nil old nil
--> w nil true NEW! true
--> a nil true oldNEW! true
--> r+ old true NEW! nil
--> w+  true NEW! true
--> a+ old true oldNEW! true
--> rb old nil old nil
--> wb nil true NEW! true
--> ab nil true oldNEW! true
--> r+b old true NEW! nil
--> w+b  true NEW! true
--> a+b old true oldNEW! true
for _, mode in ipairs { "", "b", "x", "rr", "rw", "br", "r++", "+r", "rb+", "R", " r", "r ", "w,ccs=UTF-8", "rt" } do
    print((select(2, pcall(io.open, "d", mode))))
end
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
--> bad argument #2 to 'io.open' (invalid mode)
os.remove("none")
print(io.open("none"))  --> nil none: No such file or directory 2
print(io.open("."  , "w"))  --> nil .: Is a directory 21
print(io.open("no/folder", "a"))  --> nil no/folder: No such file or directory 2
print(io.open("", "r"))  --> nil : No such file or directory 2
print(pcall(io.open))  --> false bad argument #1 to 'io.open' (string expected, got no value)
print(pcall(io.open, {}))  --> false bad argument #1 to 'io.open' (string expected, got table)
print(pcall(io.open, "d", {}))  --> false bad argument #2 to 'io.open' (string expected, got table)
print(io.open(".") ~= nil and io.open("."):read(1))  --> nil

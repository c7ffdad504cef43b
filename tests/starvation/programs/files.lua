local f <close> = assert(io.tmpfile())
assert(f:write("a line\n", 12, " ", 2.5, "\n", ("x"):rep(3000), "\n"))
f:seek("set")
assert(f:read("l") == "a line")
assert(f:read("n", "n") == 12)
f:read("L") f:read(10) f:read("a")
f:seek("set")
for s in f:lines(500) do assert(#s > 0) end
f:seek("set")
for l in f:lines("L") do assert(#l > 0) end
f:setvbuf("full", 1024)
f:flush()
assert(tostring(f):find("file"))
assert(io.type(f) == "file" and io.type({}) == nil)
local name = os.tmpname()
local remove <close> = setmetatable({}, {__close = function() os.remove(name) end})
local out <close> = assert(io.open(name, "w"))
assert(out:write("1\n2\n3\n"))
out:close()
local sum = 0
for n in io.lines(name, "n") do sum = sum + n end
assert(sum == 6)
local nothing, e = io.open("/nonexistent/file")
if e == "not enough memory" then error(e, 0) end
local pipe <close> = assert(io.popen("echo x"))
local s = pipe:read("a")
local ok, e = pcall(f.read, f, "q")
if e == "not enough memory" then error(e, 0) end

-- luaposix, where it is built for Lua 5.4: processes, pipes, polling.
local posix = need("posix", "lua-posix", "Debian 12 makes it for 5.1 to 5.3")
local from, to = posix.pipe()
local child = posix.fork()
if child == 0 then
    posix.close(from)
    posix.write(to, "from the child " .. posix.getpid("pid"))
    posix._exit(3)
end
posix.close(to)
local text = posix.read(from, 100)
expect(text, "from the child " .. child)
local pid, how, code = posix.wait(child)
expect({ pid, how, code }, { child, "exited", 3 })
expect(posix.stat("/").type, "directory")
expect(posix.basename("/a/b.c"), "b.c")
local missing, problem, number = posix.open("/nowhere/at/all", posix.O_RDONLY)
expect({ missing == nil, number }, { true, 2 })
print("ok")

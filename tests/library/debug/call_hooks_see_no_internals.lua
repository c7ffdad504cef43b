-- Call and return events tell of the script's own calls alone; a vararg function is called at its
-- first line, like others.
local log = {}
local function note(event)
    local info = debug.getinfo(2, "Slf")
    if info.func == debug.sethook then return end
    log[#log + 1] = ("%s %s %d"):format(event, info.what, info.currentline)
end
local function plain(a)
    return a
end
local function vararg(...)

    return ...
end
debug.sethook(note, "cr")
plain(1)
vararg(1)
load("return 1")
debug.sethook()
for _, line in ipairs(log) do print(line) end
--> call Lua 10
--> return Lua 10
--> call Lua 14
--> return Lua 14
--> call C -1
--> return C -1

-- Runs the program named first, then reports the peak of resident memory of this process in KiB on
-- the standard error. What the parent is told at the end (ru_maxrss) will not do: on Linux it counts
-- the parent's own memory, which the process had until it became another program.
local path = arg[1]
local unpack = table.unpack or unpack
arg = { [0] = path, unpack(arg, 2) }
dofile(path)
for line in io.lines("/proc/self/status") do
    local peak = line:match("^VmHWM:%s*(%d+)")
    if peak then io.stderr:write("peak: ", peak, "\n") end
end

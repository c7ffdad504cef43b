-- before 5.4.2: a line hook skipped the line to which a vararg function came back from a call.
local function trace(source)
    local lines = {}
    local f = load(source, "=s")
    debug.sethook(function(_, line)
        if debug.getinfo(2, "S").short_src == "s" then lines[#lines + 1] = line end
    end, "l")
    f(1, 2)
    debug.sethook()
    return table.concat(lines, " ")
end
-- main chunks are vararg functions
print(trace "local function nothing()\nend\nnothing()\nlocal a = 1\na = 2\na = 3") --> 2 3 2 4 5 6
print(trace [[
local function pass(...)
    return ...
end
local a, b = pass(...)
a = pass(a,
    pass(b))
pass()
return]]) --~ 3 4 2 5 6 2 5 2 (6 )?7 2 8
print(trace [[
local id = function(...)
    local n = select("#", ...)
    return n
end
id()
id(1, 2, 3)
id()]]) --> 4 5 2 3 6 2 3 7 2 3

-- 5.4.1: a line hook skipped the line to which a vararg function came back from a call.
local lines = {}
local function inner(...)
    return ...
end
local function outer(...)
    local a = inner(...)
    local b = inner(a,
        2)
    return a, b
end
debug.sethook(function(_, line) lines[#lines + 1] = line end, "l")
outer(1)
debug.sethook()
print(table.concat(lines, " ")) --~ 13 7 4 5?( 7)? ?.*10 ?.*14

-- 5.4.3: the first line of a vararg function counted as active, because of the instruction that receives the arguments.
local function active(source)
    local f = load(source)()
    local lines = {}
    for line in pairs(debug.getinfo(f, "L").activelines) do lines[#lines + 1] = line end
    table.sort(lines)
    return table.concat(lines, " ")
end
print(active "return function(...)\n\nlocal a = 1\n\nreturn a\nend") --> 3 5 6
print(active "return function(a)\n\nlocal a = 1\n\nreturn a\nend") --> 3 5 6
print(active "return function(...)\nend") --> 2
--@ peer-differs some releases have this bug

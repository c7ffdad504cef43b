local function f()
    local a = 1

    -- comment
    if a then
        a = 2
    end
    return a
end
local lines = {}
for l in pairs(debug.getinfo(f, "L").activelines) do lines[#lines + 1] = l end
table.sort(lines)
print(table.concat(lines, " "))                      --~ 2 5 6 8( 9)?
print(debug.getinfo(print, "L").activelines)         --> nil

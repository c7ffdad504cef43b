local function f(a, b, ...)
    local c = 3
    do local hidden = 1 end
    local names = {}
    for i = 1, 20 do
        local n, v = debug.getlocal(1, i)
        if not n then break end
        names[#names + 1] = n
    end
    return table.concat(names, " "), debug.getlocal(1, -1), select(2, debug.getlocal(1, -2)), debug.getlocal(1, -3)
end
print(f(1, 2, "x", "y"))   --~ a b c names (\(.*\) )*i( n v)? \(vararg\) y nil
print(debug.getlocal(f, 1), debug.getlocal(f, 2), debug.getlocal(f, 3))   --> a b nil
print(debug.getlocal(print, 1))                      --> nil
print(pcall(debug.getlocal, 1000, 1))                --> false bad argument #1 to 'debug.getlocal' (level out of range)
print(pcall(debug.getlocal, 1))                      --> false bad argument #2 to 'debug.getlocal' (number expected, got no value)

-- 5.4.0: the smallest integer as index of a vararg: its negation overflows.
local function f(...)
    local out = {}
    for _, n in ipairs {-1, -2, -3, -2^31, 2^31 - 1, -2^31 + 1} do
        n = math.tointeger(n)
        out[#out + 1] = tostring(debug.getlocal(1, n))
        out[#out + 1] = tostring(debug.setlocal(1, n, 0))
    end
    return table.concat(out, " ")
end
print(f(10, 20)) --> (vararg) (vararg) (vararg) (vararg) nil nil nil nil nil nil nil nil
for _, n in ipairs {math.mininteger, math.maxinteger, 2^31, 2^32, -2^31 - 1} do
    local ok, name = pcall(debug.getlocal, 1, math.tointeger(n))
    print(ok, type(name))
end
--~ .*
--~ .*
--~ .*
--~ .*
--~ .*

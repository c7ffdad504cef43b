local source = [[
    local k <const> = 7
    local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end
    local t = { 1, 2.5, "three", [10] = true, nested = { x = -0.0, big = math.maxinteger, s = "\0\255" } }
    for i = 3, 1, -1 do t[#t + 1] = i end
    local function va(...) local a, b = ... return select("#", ...), b end
    goto done
    do return "not here" end
    ::done::
    return fact(10), #t, t.nested.big, #t.nested.s, k, va(1, 2), t[2]
]]
local f = load(source)
for _, strip in ipairs { false, true } do
    print(load(string.dump(f, strip), "d", "b")())     --> 3628800 6 9223372036854775807 2 7 2 2.5
end                                                    --> 3628800 6 9223372036854775807 2 7 2 2.5
print(string.dump(load(string.dump(f))) == string.dump(f))  --> true

-- Values, identities and edges of the functions of floats.
local function near(a, b) return math.abs(a - b) <= 1e-12 * math.max(1, math.abs(b)) end
for i = -40, 40 do
    local x = i / 4
    assert(near(math.sin(x) ^ 2 + math.cos(x) ^ 2, 1) and near(math.tan(x), math.sin(x) / math.cos(x)))
    assert(near(math.log(math.exp(x)), x) and near(math.rad(math.deg(x)), x) and near(math.deg(math.pi * x), 180 * x))
    assert(near(math.sin(math.asin(x / 10)), x / 10) and near(math.cos(math.acos(x / 10)), x / 10) and near(math.tan(math.atan(x)), x))
    assert(near(math.sqrt(x * x), math.abs(x)) and math.sqrt(x * x) == (x * x) ^ 0.5)
    for j = -8, 8 do
        local angle = math.atan(x, j)
        assert(x == 0 and j == 0 or near(math.sin(angle) * math.sqrt(x * x + j * j), x) and near(math.cos(angle) * math.sqrt(x * x + j * j), j))
    end
end
print(math.atan(1, 0) == math.pi / 2, math.atan(-1, 0) == -math.pi / 2, math.atan(0, -1) == math.pi, math.atan(-0.0, -1) == -math.pi, math.atan(0, 0))  --> true true true true 0.0
print(math.atan(math.huge) == math.pi / 2, math.atan(1), math.atan(1, nil) == math.atan(1, 1), math.atan("1"))  --> true 0.78539816339745 true 0.78539816339745
print(math.log(8, 2), math.log(1000, 10), math.log(81, 3), math.log(2, 4), math.log(0), math.log(math.huge), math.log(10, nil), math.log(100, 10.0))  --> 3.0 3.0 4.0 0.5 -inf inf 2.302585092994 2.0
print(math.log(1024, 2), math.log(2 ^ -1074, 2), math.log(1e-300, 10), math.log(8, 0.5), math.log(1, 1) ~= math.log(1, 1))  --> 10.0 -1074.0 -300.0 -3.0 true
print(math.exp(710), math.exp(-1000), math.exp(-math.huge), math.sqrt(math.huge), math.sqrt(-0.0), math.asin(2) ~= math.asin(2), math.acos(-2) ~= math.acos(-2))  --> inf 0.0 0.0 inf -0.0 true true
print(math.sin(math.huge) ~= math.sin(math.huge), math.cos(1e300) ~= 2, math.sqrt(math.maxinteger), math.exp(1) == 2.718281828459045)  --> true true 3037000499.976 true
for _, name in ipairs { "sin", "cos", "tan", "asin", "acos", "atan", "exp", "log", "sqrt", "deg", "rad", "floor", "ceil", "abs", "modf" } do
    local a, b, c = select(2, pcall(math[name])), select(2, pcall(math[name], "x")), select(2, pcall(math[name], {}))
    a, b, c = a:gsub("atan2", "atan"), b:gsub("atan2", "atan"), c:gsub("atan2", "atan")
    assert(a == "bad argument #1 to 'math." .. name .. "' (number expected, got no value)", a)
    assert(b == "bad argument #1 to 'math." .. name .. "' (number expected, got string)", b)
    assert(c == "bad argument #1 to 'math." .. name .. "' (number expected, got table)", c)
end
print((select(2, pcall(math.atan, 1, {})):gsub("atan2", "atan")))  --> bad argument #2 to 'math.atan' (number expected, got table)
print(pcall(math.log, 2, "x"))                           --> false bad argument #2 to 'math.log' (number expected, got string)
print(pcall(math.fmod, 1, 0))                            --> false bad argument #2 to 'math.fmod' (zero)
print(pcall(math.fmod, math.mininteger, 0))              --> false bad argument #2 to 'math.fmod' (zero)
print(math.fmod(1, 0.0) ~= math.fmod(1, 0.0), math.fmod(math.huge, 1) ~= math.fmod(math.huge, 1), math.fmod(-6.0, 2))  --> true true -0.0
print(pcall(math.fmod, 1, nil))                          --> false bad argument #2 to 'math.fmod' (number expected, got nil)

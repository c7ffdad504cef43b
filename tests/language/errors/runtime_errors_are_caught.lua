local count = 0
for _, source in ipairs { "nil + 1", "{} < 1", "nil .. 'x'", "#5", "(nil)()", "(nil).x", "-{}", "~1.5", "1 // 0",
    "('x')()", "nil < nil", "{} | 1", "('a').b.c", "math.floor({})", "setmetatable(1, {})" } do
    local ok, message = pcall(load("return " .. source))
    if not ok and type(message) == "string" then count = count + 1 else print(source, ok, message) end
end
print(count)                                      --> 15

-- A constant expression that fails does so when it runs, not when it is compiled.
for _, text in ipairs { "1 // 0", "1 % 0", "1.5 | 0", "'a' + 1", "{} .. 'x'", "1 < 'x'", "-{}" } do
    local f = load("return " .. text)
    print(f ~= nil, (pcall(f)))
end
--> true false --> true false --> true false --> true false --> true false --> true false --> true false

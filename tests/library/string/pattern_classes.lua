local function count(class)
    local n = 0
    for i = 0, 255 do if string.char(i):find(class) then n = n + 1 end end
    return n
end
print(count "%a", count "%d", count "%l", count "%u", count "%w", count "%x")  --> 52 10 26 26 62 22
print(count "%s", count "%p", count "%c", count "%g", count ".")               --> 6 32 33 94 256
print(count "%A", count "%D", count "%W", count "%S", count "%P")              --> 204 246 194 250 224
print(count "[%a_]", count "[^%s]", count "[a-f0-9]", count "[]]", count "[^]]")  --> 53 250 16 1 255
print(count "[a-]", count "[%-z]", count "[+-9]", count "[%]]", count "[^%]]")  --> 2 2 15 1 255
print(count "[\0-\31]", count "[\128-\255]", count "[z-a]", count "[%w%s]")    --> 32 128 0 68
print(("a]b"):find("[]]"), ("a-b"):find("[a-]", 2), ("x^"):find("[x^]", 2))    --> 2 2 2 2

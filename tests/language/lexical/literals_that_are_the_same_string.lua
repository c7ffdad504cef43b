-- Quotes of both kinds, escapes and long brackets of any level can write the same string.
local s = "tab\there, line\nquote\"s'"
print(s == 'tab\there, line\nquote"s\'')                        --> true
print(s == "tab\9here, line\10quote\34s\39")                    --> true
print(s == "\x74ab\x09here, line\x0Aquote\x22s\x27")            --> true
print(s == "\u{74}ab\u{9}here, line\u{a}quote\u{0022}s\u{027}") --> true
print(s == "tab\z
            \there, line\
quote\"\z   s'")                                                --> true
print(s == [[
tab	here, line
quote"s']])                                                     --> true
print(s == [===[
tab	here, line
quote"s']===])                                                  --> true
for level = 0, 40, 8 do
    local equals = ("="):rep(level)
    local text = "[=[ ]=] ]" .. ("="):rep(level + 1) .. "] \\n"
    assert(load("return [" .. equals .. "[" .. text .. "]" .. equals .. "]")() == text, level)
end
print("all levels")                                             --> all levels

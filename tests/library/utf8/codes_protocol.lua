-- What utf8.codes gives to the loop, and where it finds bytes that are none of UTF-8.
local s = "a\u{20AC}\0z"
local f, state, control = utf8.codes(s)
print(type(f), state == s, control)                     --> function true 0
print(f(s, 0))                                          --> 1 97
print(f(s, 1))                                          --> 2 8364
print(f(s, 2))                                          --> 5 0
print(f(s, 6))                                          -->
local function positions(text, ...) local t = {} for p, c in utf8.codes(text, ...) do t[#t + 1] = p .. "=" .. c end return table.concat(t, " ") end
print(positions(s), positions(""), positions("\u{10FFFF}"), positions("\u{7FFFFFFF}\u{D800}", true))  --> 1=97 2=8364 5=0 6=122  1=1114111 1=2147483647 7=55296
for _, bad in ipairs { "\xC3", "a\xE2\x82", "\u{D800}", "\xFF", "a\u{110000}" } do
    local seen = 0
    local ok, message = pcall(function() for _ in utf8.codes(bad) do seen = seen + 1 end end)
    print(seen, ok, (message:gsub("^[^:]*:%d*: ", "")))
end
--> 0 false invalid UTF-8 code
--> 1 false invalid UTF-8 code
--> 0 false invalid UTF-8 code
--> 0 false invalid UTF-8 code
--> 1 false invalid UTF-8 code
-- names of the library, no more
local names = {}
for k in pairs(utf8) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))                         --> char charpattern codepoint codes len offset

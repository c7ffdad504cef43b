-- Which byte sequences are UTF-8: shortest forms, code points to 10FFFF without surrogates; lax lifts
-- the last two. Manual 6.5.
local cases = {
    { "one byte", "\x7F" }, { "two bytes", "\xC2\x80" }, { "two, last", "\xDF\xBF" }, { "three", "\xE0\xA0\x80" },
    { "three, last", "\xEF\xBF\xBF" }, { "four", "\xF0\x90\x80\x80" }, { "10FFFF", "\xF4\x8F\xBF\xBF" },
    { "110000", "\xF4\x90\x80\x80" }, { "surrogate first", "\xED\xA0\x80" }, { "surrogate last", "\xED\xBF\xBF" },
    { "before surrogates", "\xED\x9F\xBF" }, { "behind surrogates", "\xEE\x80\x80" }, { "five", "\xF8\x88\x80\x80\x80" },
    { "six", "\xFC\x84\x80\x80\x80\x80" }, { "7FFFFFFF", "\xFD\xBF\xBF\xBF\xBF\xBF" },
    { "overlong two", "\xC1\xBF" }, { "overlong three", "\xE0\x9F\xBF" }, { "overlong four", "\xF0\x8F\xBF\xBF" },
    { "overlong five", "\xF8\x87\xBF\xBF\xBF" }, { "overlong six", "\xFC\x83\xBF\xBF\xBF\xBF" }, { "overlong zero", "\xC0\x80" },
    { "continuation", "\x80" }, { "cut two", "\xC3" }, { "cut three", "\xE4\xB8" }, { "cut four", "\xF0\x90\x80" },
    { "FE", "\xFE" }, { "FF", "\xFF" }, { "letter inside", "\xE4\x41\x80" }, { "too long", "\xC3\xA4\x80" },
}
for _, case in ipairs(cases) do
    local name, s = case[1], case[2]
    local strict, lax = utf8.len(s), utf8.len(s, 1, -1, true)
    -- the functions agree; stray continuation bytes are codes_stray_continuation's
    local stray = name == "continuation" or name == "too long"
    local function walk(...) for _ in utf8.codes(s, ...) do end end
    assert(stray or pcall(walk) == (strict ~= nil), name)
    assert(stray or pcall(walk, true) == (lax ~= nil), name)
    assert(name == "too long" or pcall(utf8.codepoint, s, 1, -1) == (strict ~= nil), name)
    assert(name == "too long" or pcall(utf8.codepoint, s, 1, -1, true) == (lax ~= nil), name)
    print(name, strict, lax, strict == 1 and ("%X"):format(utf8.codepoint(s)) or lax == 1 and ("%X"):format(utf8.codepoint(s, 1, 1, true)) or "-")
end
--> one byte 1 1 7F
--> two bytes 1 1 80
--> two, last 1 1 7FF
--> three 1 1 800
--> three, last 1 1 FFFF
--> four 1 1 10000
--> 10FFFF 1 1 10FFFF
--> 110000 nil 1 110000
--> surrogate first nil 1 D800
--> surrogate last nil 1 DFFF
--> before surrogates 1 1 D7FF
--> behind surrogates 1 1 E000
--> five nil 1 200000
--> six nil 1 4000000
--> 7FFFFFFF nil 1 7FFFFFFF
--> overlong two nil nil -
--> overlong three nil nil -
--> overlong four nil nil -
--> overlong five nil nil -
--> overlong six nil nil -
--> overlong zero nil nil -
--> continuation nil nil -
--> cut two nil nil -
--> cut three nil nil -
--> cut four nil nil -
--> FE nil nil -
--> FF nil nil -
--> letter inside nil nil -
--> too long nil nil -

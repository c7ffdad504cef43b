--@ peer-differs before 5.4.6 utf8.codes passes over continuation bytes that belong to nothing
for _, bad in ipairs { "\x80", "ab\x80", "\u{E4}\x80z", "\x80\x80", "\u{20AC}\xBF" } do
    for _, lax in ipairs { false, true } do
        local seen = 0
        local ok, message = pcall(function() for _ in utf8.codes(bad, lax) do seen = seen + 1 end end)
        io.write(seen, " ", tostring(ok), " ", tostring(message):match("invalid UTF%-8 code") or "-", "; ")
    end
    print()
end
--> 0 false invalid UTF-8 code; 0 false invalid UTF-8 code;
--> 1 false invalid UTF-8 code; 1 false invalid UTF-8 code;
--> 0 false invalid UTF-8 code; 0 false invalid UTF-8 code;
--> 0 false invalid UTF-8 code; 0 false invalid UTF-8 code;
--> 0 false invalid UTF-8 code; 0 false invalid UTF-8 code;

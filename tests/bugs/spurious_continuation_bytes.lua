-- 5.4.4: utf8.codes took continuation bytes that belong to no character.
local function codes(s) return pcall(function() local n = 0 for _ in utf8.codes(s) do n = n + 1 end return n end) end
for _, s in ipairs {"ab\x80", "\x80", "\u{e9}\x80", "a\xbfb", "\xe2\x82\xac\xac", "\u{10FFFF}\x8f"} do
    local ok, m = codes(s)
    print(ok, tostring(m):match("invalid UTF%-8 code"))
end
--> false invalid UTF-8 code
--> false invalid UTF-8 code
--> false invalid UTF-8 code
--> false invalid UTF-8 code
--> false invalid UTF-8 code
--> false invalid UTF-8 code
print(codes "a\u{e9}\u{20ac}\u{10FFFF}") --> true 4
--@ peer-differs some releases have this bug

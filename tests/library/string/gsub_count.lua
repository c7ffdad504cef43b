-- The limit of gsub, what it counts, and the original kept where nothing replaces it.
print(("aaa"):gsub("a", "b", 2), ("aaa"):gsub("a", "b", 3), ("aaa"):gsub("a", "b", 4))    --> bba bbb bbb 3
print(("aaa"):gsub("a", "b", 0), ("aaa"):gsub("a", "b", -1), ("aaa"):gsub("a", "b", math.mininteger))   --> aaa aaa aaa 0
print(("aaa"):gsub("a", "b", nil), ("aaa"):gsub("a", "b", math.maxinteger), ("aaa"):gsub("a", "b", "1"))  --> bbb bbb baa 1
print(("abc"):gsub("", "-", 2), ("abc"):gsub("$", "!"), ("abc"):gsub("^", "!"), (""):gsub("", "e"))      --> -a-bc abc! !abc e 1
print((""):gsub("x*", "e"), ("xx"):gsub("x*", "e"), ("axxb"):gsub("x*", "e"), (""):gsub(".", "e"))       --> e e eaebe  0
print(("abc"):gsub("%w", { a = "1", b = false, c = 3.5 }), ("abc"):gsub("%w", {}))       --> 1b3.5 abc 3
print(("abc"):gsub("(%w)(%w)", { a = "first" }), ("abc"):gsub("()%w", { "x", [3] = "z" }))               --> firstc xbz 3
print(("abc"):gsub("%w", function(...) return select("#", ...) end), ("abc"):gsub("(%w)()", function(...) return select("#", ...) end))  --> 111 222 3
print(("abc"):gsub("b", function() end), ("abc"):gsub("b", function() return nil, "x" end), ("abc"):gsub("b", function() return "" end))  --> abc abc ac 1
print(("hello world"):gsub("(%w+)", "%1 %1"), ("hello world"):gsub("%w+", "%0 %0", 1))  --> hello hello world world hello hello world 1
print(("hello world from Lua"):gsub("(%w+)%s*(%w+)", "%2 %1"))                          --> world hello Lua from 2
print(("4+5 = $return 4+5$"):gsub("%$(.-)%$", function(s) return load(s)() end))        --> 4+5 = 9 1
print(("$name-$version.tar.gz"):gsub("%$(%w+)", { name = "lua", version = "5.4" }))     --> lua-5.4.tar.gz 2
print(("abcdefghi"):gsub("(.)(.)(.)(.)(.)(.)(.)(.)(.)", "%9%8%7%6%5%4%3%2%1%0"))        --> ihgfedcbaabcdefghi 1
print(("x"):gsub("x", "%%%0%%1"), ("x"):gsub("x", "a\0b") == "a\0b", ("a\0b\0"):gsub("%z", "0"))  --> %x%1 true a0b0 2
-- the string stays as it was, and comes back as it is when nothing matches
local s = "unchanged"
s:gsub("%w", "x")
print(s, (s:gsub("z", "x")) == s, select("#", s:gsub("z", "")))  --> unchanged true 2
-- "()a*()" as in the manual: no empty match right behind a match
local at = {}
string.gsub("abc", "()a*()", function(a, b) at[#at + 1] = a .. "-" .. b end)
print(table.concat(at, " "))                            --> 1-2 3-3 4-4

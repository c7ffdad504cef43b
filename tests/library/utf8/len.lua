print(utf8.len(""), utf8.len("abc"), utf8.len("aä€😀"))   --> 0 3 4
print(utf8.len("aä€", 2), utf8.len("aä€", -3), utf8.len("aä€", 4, 4))   --> 2 1 1
print(utf8.len("a\xffb"))                       --> nil 2
print(utf8.len("ä", 2))                         --> nil 2
print(utf8.len("abc", 4), utf8.len("abc", 3, 2), utf8.len("abc", 1, -10))  --> 0 0 0
print(pcall(utf8.len, "abc", 5))                --> false bad argument #2 to 'utf8.len' (initial position out of bounds)
print(pcall(utf8.len, "abc", 1, 4))             --> false bad argument #3 to 'utf8.len' (final position out of bounds)
print(utf8.len("\u{D800}"), utf8.len("\u{D800}", 1, -1, true))  --> nil 1
print(utf8.len("\u{7FFFFFFF}", 1, -1, true), (utf8.len("\u{110000}")))  --> 1 nil
print(utf8.len("\xC0\x80"), utf8.len("\xE0\x80\x80"), utf8.len("\xE4\xB8"))   --> nil nil nil 1

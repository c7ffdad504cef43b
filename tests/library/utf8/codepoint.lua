print(utf8.codepoint("aä€", 1, -1))             --> 97 228 8364
print(utf8.codepoint("aä€"), utf8.codepoint("aä€", 2), utf8.codepoint("aä€", 4))  --> 97 228 8364
print(utf8.codepoint("abc", 3, 2))              -->
print(pcall(utf8.codepoint, "ä", 2))            --> false invalid UTF-8 code
print(pcall(utf8.codepoint, "abc", 4))          --> false bad argument #3 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, "abc", 0))          --> false bad argument #2 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, "\xff"))            --> false invalid UTF-8 code
print(utf8.codepoint("\u{7FFFFFFF}", 1, 1, true) == 0x7FFFFFFF, pcall(utf8.codepoint, "\u{110000}"))  --> true false invalid UTF-8 code
print(pcall(utf8.codepoint, "\u{D800}"))        --> false invalid UTF-8 code
print(utf8.codepoint("\u{D800}", 1, 1, true))   --> 55296

-- Byte positions: defaults, negative ones, one behind the end, others.
local s = "a\u{E4}\u{20AC}\u{1F600}"
print(#s, utf8.len(s), utf8.len(s, 1), utf8.len(s, 2), utf8.len(s, 4), utf8.len(s, 7), utf8.len(s, 11))   --> 10 4 4 3 2 1 0
print(utf8.len(s, -4), utf8.len(s, -10), utf8.len(s, 1, 1), utf8.len(s, 1, 2), utf8.len(s, 1, 3), utf8.len(s, 1, 4), utf8.len(s, 4, 3))  --> 1 4 1 2 2 3 0
print(utf8.len(s, 3))                                   --> nil 3
print(utf8.len(s, -1))                                  --> nil 10
print(pcall(utf8.len, s, 12))                           --> false bad argument #2 to 'utf8.len' (initial position out of bounds)
print(pcall(utf8.len, s, 0))                            --> false bad argument #2 to 'utf8.len' (initial position out of bounds)
print(pcall(utf8.len, s, -11))                          --> false bad argument #2 to 'utf8.len' (initial position out of bounds)
print(pcall(utf8.len, s, 1, 11))                        --> false bad argument #3 to 'utf8.len' (final position out of bounds)
print(utf8.len(s, 1, 0), utf8.len(s, 1, -11), utf8.len("", 1), utf8.len("", 1, 0), utf8.len("", 1, -1))   --> 0 0 0 0 0
print(pcall(utf8.len, "", 2))                           --> false bad argument #2 to 'utf8.len' (initial position out of bounds)
print(utf8.len("ab\xff\xfe"), utf8.len("ab\xffcd", 1, 2), utf8.len("\xffab", 2))     --> nil 2 2
print(utf8.codepoint(s), utf8.codepoint(s, 2), utf8.codepoint(s, 4), utf8.codepoint(s, -4), utf8.codepoint(s, 1, 4))  --> 97 228 8364 128512 97 228 8364
print(utf8.codepoint(s, 1, -1))                         --> 97 228 8364 128512
print(utf8.codepoint(s, 2, 3), select("#", utf8.codepoint(s, 4, 2)), select("#", utf8.codepoint("", 1, 0)))  --> 228 0 0
print(pcall(utf8.codepoint, s, 3))                      --> false invalid UTF-8 code
print(pcall(utf8.codepoint, s, 11))                     --> false bad argument #3 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, s, 0))                      --> false bad argument #2 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, s, 1, 11))                  --> false bad argument #3 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, ""))                        --> false bad argument #3 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, s, -11, 1))                 --> false bad argument #2 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, s, 1, 5, {}))               --> true 97 228 8364
print(pcall(utf8.len))                                  --> false bad argument #1 to 'utf8.len' (string expected, got no value)
print(pcall(utf8.codepoint, {}))                        --> false bad argument #1 to 'utf8.codepoint' (string expected, got table)
print(pcall(utf8.codes))                                --> false bad argument #1 to 'utf8.codes' (string expected, got no value)
print(pcall(utf8.offset, s))                            --> false bad argument #2 to 'utf8.offset' (number expected, got no value)
print(pcall(utf8.offset, s, "x"))                       --> false bad argument #2 to 'utf8.offset' (number expected, got string)

print(("ab"):rep(0, "x") == "", ("ab"):rep(-1, "x") == "", ("ab"):rep(math.mininteger) == "")   --> true true true
print(("ab"):rep(1, "x"), ("ab"):rep(2, ""), (""):rep(4, "-"), (""):rep(1, "-"), ("\0"):rep(2, "\0") == "\0\0\0")  --> ab abab ---  true
print(("ab"):rep("2"), ("ab"):rep(2.0, 0), ("ab"):rep(2, nil))                           --> abab ab0ab abab
print(pcall(string.rep, "ab", 1 << 62))              --> false resulting string too large
print(pcall(string.rep, "ab", 1 << 61, "cdefghij"))  --> false resulting string too large
print(pcall(string.rep, "", 1 << 62, "xx"))          --> false resulting string too large
print(#("abc"):rep(1000, ", "), ("abc"):rep(1000, ", "):gsub("abc", "") == (", "):rep(999))  --> 4998 true

print(pcall(string.gsub, "abc", "b", "%2"))        --> false invalid capture index %2
print(pcall(string.gsub, "abc", "b", "%x"))        --> false invalid use of '%' in replacement string
print(pcall(string.gsub, "abc", "b", "%"))         --> false invalid use of '%' in replacement string
print(pcall(string.gsub, "abc", "x", "%9"))        --> true abc 0

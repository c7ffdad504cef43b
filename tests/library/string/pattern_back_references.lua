print(("say 'hi' or \"yo\""):match("(['\"])(.-)%1"))   --> ' hi
print(("abcabc"):match("(abc)%1"), ("abab"):match("(a)(b)%1%2"), ("aba"):match("(a)b%1"))  --> abc a a
print(("xx yy zz"):gsub("(%w)%1", "<%1>"))         --> <x> <y> <z> 3
print(pcall(string.match, "a", "%1"))              --> false invalid capture index %1
print(pcall(string.match, "a", "(%1)"))            --> false invalid capture index %1
print(pcall(string.match, "a", "(a)%2"))           --> false invalid capture index %2

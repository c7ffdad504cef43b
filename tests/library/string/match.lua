print(("2024-05-06"):match("(%d+)-(%d+)-(%d+)"))   --> 2024 05 06
print(("hello"):match("l+"), ("hello"):match("x"), ("hello"):match("h(.)l"))  --> ll nil e
print(("abc"):match("()", 2), ("abc"):match("b", 3), ("abc"):match(".", -1))  --> 2 nil c
print(("  x"):match("^%s*$"), ("   "):match("^%s*$"))   --> nil
print(("key"):match("^(%w+)$"), ("abc"):match("((a)(b))"))  --> key ab a b
print(("abc"):match(".-"), ("abc"):match(".-c"), ("aXb"):match("%u"))  -->  abc X
print(("[[x]]"):match("%[%[(.-)%]%]"), ("f(a(b)c)d"):match("%b()"))  --> x (a(b)c)
print(("THE (quick) fox"):find("%((%a+)%)"))       --> 5 11 quick
print(("abc"):match("", 4), ("abc"):match("", 5))  -->  nil

print(("hello world"):find("wor", 1, true))        --> 7 9
print(("a.b"):find(".", 1, true), ("a+b"):find("+", 1, true))  --> 2 2 2
print(("abc"):find("x", 1, true))                  --> nil
print(("abc"):find("", 1, true), ("abc"):find("", 4), ("abc"):find("", 5))  --> 1 4 nil
print(("aaa"):find("aa", 2, true), ("abcabc"):find("abc", 2))  --> 2 4 6
print(("abc"):find("c", -1), ("abc"):find("a", -1), ("abc"):find("a", -100))  --> 3 nil 1 1
print(("a\0b"):find("\0", 1, true), ("a\0b"):find("b"))  --> 2 3 3
print(("x"):rep(1000) .. "y" == "", (("x"):rep(1000) .. "y"):find("xy", 1, true))  --> false 1000 1001
print((("ab"):rep(100) .. "abb"):find("abb", 1, true))  --> 201 203

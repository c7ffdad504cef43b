print(("key = value"):find("(%w+)%s*=%s*(%w+)"))   --> 1 11 key value
print(("abc"):find("b()"))                         --> 2 2 3
print(("abc"):find("^b"), ("abc"):find("^a"), ("abc"):find("^b", 2))  --> nil 1 2 2
print(("abc"):find("c$"), ("abc"):find("b$"))      --> 3 nil
print(("a$b"):find("$b"), ("a^b"):find("a^"))      --> 2 1 2
print(("  x"):find("%S"), ("abc"):find("[a-b]+"))  --> 3 1 2
print(("hello"):find("l+"), ("hello"):find("xyz*"))  --> 3 nil
print(pcall(string.find, "a"))                     --> false bad argument #2 to 'string.find' (string expected, got no value)

print(("a(b(c)d)e"):match("%b()"), ("((x)"):match("%b()"), ("no"):match("%b()"))  --> (b(c)d) (x) nil
print(("'a''b'"):match("%b''"), ("<<>>"):find("%b<>"))   --> 'a' 1 4
print(("THE (quick) fox"):gsub("%f[%a]%a+", "W"))  --> W (W) W 3
print(("foo.bar"):find("%f[%w]%w+%f[%W]", 2))      --> 5 7
print(("abc"):find("%f[\0]"), ("abc"):gsub("%f[%w]", "^"))   --> 4 ^abc 1
print(pcall(string.find, "a", "%f"))               --> false missing '[' after '%f' in pattern
print(pcall(string.find, "a", "%b"))               --> false malformed pattern (missing arguments to '%b')
print(pcall(string.find, "a", "%bx"))              --> false malformed pattern (missing arguments to '%b')

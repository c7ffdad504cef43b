local function make() local v = 0 return function() v = v + 1 return v end end
local f = make()
f() f()
print(debug.getupvalue(f, 1))                        --> v 2
debug.setupvalue(f, 1, 100)
print(f())                                           --> 101
local open = 5
local function reader() return open end
debug.setupvalue(reader, 1, 6)
print(open)                                          --> 6

local f = assert(io.open("d", "w")) f:write("a\nb") f:close()
f = io.open("d")
print(f:read("l", "l", "l", "l"))      --> a b nil
print(select("#", f:read("l", "l")))   --> 1
f:close()
f = io.open("d")
print(f:read(1, "l", "l", 5))          --> a  b nil
f:close()

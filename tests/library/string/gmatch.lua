for w in ("one two  three"):gmatch("%a+") do io.write("[", w, "]") end print()   --> [one][two][three]
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do io.write(k, v, ";") end print()  --> a1;b2;
local n = 0
for _ in ("abc"):gmatch("") do n = n + 1 end
print(n)                                           --> 4
for p in ("aXbX"):gmatch("()X") do io.write(p, " ") end print()   --> 2 4
for s in ("hello"):gmatch("^h") do print(s) end
for a in ("abab"):gmatch("a", 2) do io.write(a, ".") end print()  --> a.
for a in ("abab"):gmatch("a", -1) do io.write(a) end print()      -->
for a in ("abab"):gmatch("", 10) do io.write("never") end print() -->
local f = ("x1"):gmatch("%w")
print(f(), f(), f(), f())                          --> x 1 nil
for e in ("a,,b"):gmatch("([^,]*)") do io.write("<", e, ">") end print()   --> <a><><b>
print(pcall(string.gmatch, "x"))                   --> false bad argument #2 to 'string.gmatch' (string expected, got no value)
print(pcall(("x"):gmatch("(")))                    --> false unfinished capture

-- No operation changes a string; each makes another.
local s = "abc"
local keep, key = s, { [s] = "found" }
local upper, longer, cut = s:upper(), s .. "d", s:gsub("b", "x")
s = s .. "!"
print(keep, upper, longer, cut, s)                     --> abc ABC abcd axc abc!
print(key[keep], key[s], key["a" .. "bc"])             --> found nil found
print(pcall(function() keep[1] = "x" end))             --~ false .*: attempt to index a string value \(upvalue 'keep'\)
print(pcall(function() keep.field = "x" end))          --~ false .*: attempt to index a string value \(upvalue 'keep'\)
print(#"\0\0\0", ("a\0b"):byte(2), #("x"):rep(70000))  --> 3 0 70000

-- 5.4.8, later: the iterator of gmatch after an error inside it.
local f = string.gmatch("aaa b", "a%")
print(pcall(f)) --~ false .*
print(pcall(f)) --~ false .*
local g = string.gmatch("abc", "%a")
print(g(), pcall(g)) print(g(), g()) --> a true b --> c
print((g())) --> nil

print(("%p"):format(1), ("%p"):format(nil), ("%p"):format(true))  --> (null) (null) (null)
local t = {}
print(("%p"):format(t) == ("%p"):format(t), ("%p"):format(t) == ("%p"):format({}))  --> true false
print(("table: " .. ("%p"):format(t)) == tostring(t))    --> true
print(("%p"):format("str") == ("%p"):format("s" .. "tr"), #("%30p"):format(t))  --> true 30
print(("%-8p|"):format(1))                         --> (null)  |

local function reader(...)
    local parts, i = { ... }, 0
    return function() i = i + 1 return parts[i] end
end
print(load(reader("return ", "1", " + ", "2"))())      --> 3
print(load(reader("ret", "urn 'spl", "it'"))())        --> split
print(load(reader("return 1", "", " garbage"))())      --> 1
print(load(reader())())                                -->
local one = 0
print(load(function() one = one + 1 return ("return 77"):sub(one, one) end)())   --> 77
print(pcall(load, reader("return 1", true)))             --> true nil reader function must return a string
print(pcall(load, function() return {} end))           --> true nil reader function must return a string
print(pcall(load, function() error("in reader", 0) end))  --> true nil in reader
print(select(2, load(reader("x = = 1"))))              --> (load):1: unexpected symbol near '='
print(load(reader("return ", "_ENV"), "n", "t", 9)())  --> 9

local mt = {}
for _, name in ipairs { "add", "index", "len", "unm", "concat", "eq", "lt" } do
    mt["__" .. name] = function() return "one", "two" end
end
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a + b, "|")          --> one |
print((a + b), #a, -a, a.x, a .. b, a == b, a < b)  --> one one one one one true true
print(a.x, "|")            --> one |
for _, name in ipairs { "add", "index", "len", "eq" } do mt["__" .. name] = function() end end
print(a + b, #a, a.x, a == b)                       --> nil nil nil false

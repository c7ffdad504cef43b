print()                                                -->
print(1, "a", nil, true, 1.5)                          --> 1 a nil true 1.5
io.write((("a\tb"):gsub("\t", "TAB")), "\n")           --> aTABb
print("embedded\0zero" == "embedded")                  --> false
print(setmetatable({}, { __tostring = function() return "T" end }))  --> T
print(pcall(print, setmetatable({}, { __tostring = function() return {} end })))  --> false '__tostring' must return a string
print(("multi\nline"))                                 --> multi --> line
local old = tostring
tostring = function() return "not used" end
print(5)                                               --> 5
tostring = old

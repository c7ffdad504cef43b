-- print converts as tostring does, one value after the other; it returns nothing.
print(select("#", print("x")))                         --> x --> 0
print(nil, 1e15, -0.0, "tab\tin", 2^63)                --> nil 1e+15 -0.0 tab in 9.2233720368548e+18
print(pcall(print, 1, setmetatable({}, { __tostring = function() error("no text", 0) end })))  --~ (1 ?)?false no text
print("")                                              -->
print(setmetatable({}, { __name = "My" }))             --~ My: 0x[0-9a-f]+
print((" "):rep(3) .. "|", "a\0b" == "a\0c")           -->    | false
print(table.unpack({}, 1, 3))                          --> nil nil nil
_G._VERSION = nil
print(_VERSION, type(_G))                              --> nil table
-- _G is but a variable: another value changes no environment
local real = _G
_G = { print = error }
print(x, real._G ~= real)                              --> nil true
x = 3
print(real.x, _G.x, load("return x")())                --> 3 nil 3

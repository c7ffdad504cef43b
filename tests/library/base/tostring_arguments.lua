print(tostring(1e100), tostring(2^53), tostring(-1/0), tostring(3.0), tostring(-7), tostring(0x7fffffffffffffff))  --> 1e+100 9.007199254741e+15 -inf 3.0 -7 9223372036854775807
print(tostring(nil), tostring(false), tostring(""), tostring("a\0b") == "a\0b")   --> nil false  true
print(select("#", tostring(1)), tostring("same") == "same")  --> 1 true
print(tostring(print):match("^%a+"), tostring(function() end):match("^%a+"), tostring(coroutine.running()):match("^%a+"))  --> function function thread
print((tostring(setmetatable({}, { __name = "T" })):gsub("0x%x+", "ADDRESS")))  --> T: ADDRESS
-- __tostring wins over __name and is called with the value alone
local v = setmetatable({}, { __name = "T", __tostring = function(...) return select("#", ...) .. type(...) end })
print(tostring(v), tostring(v, 1, 2))                  --> 1table 1table
print(pcall(tostring, setmetatable({}, { __tostring = 5 })))            --> false attempt to call a number value
print(pcall(tostring, setmetatable({}, { __tostring = function() end })))  --> false '__tostring' must return a string
print(pcall(tostring, setmetatable({}, { __tostring = true })))         --> false attempt to call a boolean value
print(tostring(setmetatable({}, { __tostring = setmetatable({}, { __call = function(_, o) return type(o) end }) })))  --> table

-- __index and __newindex that are no functions are indexed in turn, whatever they are; a function at
-- the end of such a chain gets the last of them, not the first object.
local words = setmetatable({}, { __index = "a string" })
print(words.upper == string.upper, words.nothing)          --> true nil
local number = setmetatable({}, { __index = 5, __newindex = 5 })
print(pcall(function() return number.x end))               --~ false .*attempt to index a number value.*
print(pcall(function() number.x = 1 end))                  --~ false .*attempt to index a number value.*
local callable = setmetatable({ x = "its field" }, { __call = function() return "called" end })
local object = setmetatable({}, { __index = callable })
print(object.x, object.y)                                  --> its field nil
local last
last = setmetatable({}, {
    __index = function(self, key) return (self == last) and "last " .. key end,
    __newindex = function(self, key, value) rawset(self, key, self == last and value * 2) end,
})
local first = setmetatable({}, { __index = setmetatable({}, { __index = last }), __newindex = last })
print(first.key)                                           --> last key
first.n = 21
print(rawget(first, "n"), rawget(last, "n"), first.n)      --> nil 42 42
local file = setmetatable({}, { __index = io.stdout })
print(file.write == io.stdout.write)                       --> true

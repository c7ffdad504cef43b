-- A __call that is itself a callable object is called with all objects before it.
local function f(...) return select("#", ...), (...) end
local t = f
local objects = {}
for i = 1, 10 do t = setmetatable({ i }, { __call = t }) objects[i] = t end
local n, first = t("x")
print(n, first == objects[1])    --> 11 true
local two = setmetatable({}, { __call = setmetatable({}, { __call = function(a, b, c) return c end }) })
print(two("arg"))                --> arg

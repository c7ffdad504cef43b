-- A chain of __call costs as many steps as it is long, and one without an end is an error.
local f = function(...) return select("#", ...), (...) end
local t = f
for i = 1, 100000 do t = setmetatable({i}, {__call = t}) end
local n, first = t("a", "b")
print(n, first[1], select(2, t("a"))[1])                    --> 100002 1 1
print(pcall(t))                                             --~ true 100000 table: .*
print(select("#", (function(...) return t(...) end)(1)))    --> 2
print((function() return (t(1, 2, 3)) end)())               --> 100003
local self = setmetatable({}, {})
getmetatable(self).__call = self
print(pcall(self))                                          --~ false .*stack overflow.*
print(pcall(function() return self() end))                  --~ false .*stack overflow.*
local none = setmetatable({}, {__call = setmetatable({}, {__call = {}})})
print(pcall(none))                                          --> false attempt to call a table value
--@ peer-differs quadratic there

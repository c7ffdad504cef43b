-- Strings have the library as their methods; the metatable of strings is one.
local mt = getmetatable("")
print(mt.__index == string, getmetatable("a") == getmetatable("b"), type(string))     --> true true table
print(("abc"):byte(2), ("%d!"):format(5), ("x"):rep(2), #("abc"), ("abc").len, ("abc").nothing)  --~ 98 5! xx 3 (function|builtin): .* nil
local s = "text"
print(s:upper(), s:len(), s:sub(2, 3), s.sub == string.sub, s["find"] == string.find)  --> TEXT 4 ex true true
print(pcall(function() return ("x"):nothing() end))    --> false methods_of_strings.lua:7: attempt to call a nil value (method 'nothing')
print(pcall(function() local s = "x" s.field = 1 end)) --> false methods_of_strings.lua:8: attempt to index a string value (local 's')
print(pcall(function() return #("x" .. {}) end))       --> false methods_of_strings.lua:9: attempt to concatenate a table value
-- names of the library, no more
local names = {}
for k in pairs(string) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))                        --> byte char dump find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper

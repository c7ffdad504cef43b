-- Left-associative chains may be as long as the source.
local function run(text) local f = load(text) return f and f() end
print(run("return 1" .. (" + 1"):rep(20000)))            --> 20001
print(run("local a = 1 return a" .. (" - a"):rep(20000)))  --> -19999
print(run("return true" .. (" and 1"):rep(20000)))       --> 1
print(run("return false" .. (" or 2"):rep(20000)))       --> 2
print(run("return 1 == 1" .. (" == true"):rep(20000)))   --> true
print(run("local t = {} t.x = t return t" .. (".x"):rep(20000) .. " == t"))   --> true
print(run("local function f() return f end f = function() return f end return f" .. ("()"):rep(20000)) ~= nil)  --> true
print(run("local s = 0 " .. ("s = s + 1 "):rep(50000) .. "return s"))   --> 50000
print(run("local x = 3 if x == 1 then return 1" .. (" elseif x == 2 then return 2"):rep(5000) .. " else return x end"))  --> 3

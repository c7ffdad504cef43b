local mt = getmetatable("")
print(("x"):rep(3), #mt.__index.format("%d", 12))               --> xxx 2
string.shout = function(s) return s:upper() .. "!" end
print(("hey"):shout())                                          --> HEY!
mt.__index = function(s, k) if type(k) == "number" then return string.sub(s, k, k) end return string[k] end
print(("hello")[2], ("hello"):len())                            --> e 5
mt.__call = function(s, ...) return string.format(s, ...) end
print(("%d-%s")(5, "x"))                                        --> 5-x
mt.__add = nil
print(pcall(function() return "1" + 1 end))                     --~ false .*: attempt to perform arithmetic on a string value.*

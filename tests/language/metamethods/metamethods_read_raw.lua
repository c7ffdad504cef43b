-- Metamethods are found by raw access: the metatable's own metatable plays no part.
local base = { __add = function() return "added" end, __index = function() return "indexed" end }
local mt = setmetatable({}, { __index = base })
local t = setmetatable({}, mt)
print(t.x)                                          --> nil
print(pcall(function() return t + 1 end))           --~ false .*: attempt to perform arithmetic on a table value .*
mt.__add = base.__add
print(t + 1)                                        --> added

-- A long bracket of level 100000.
-- ends: ok memory error
local e = ('='):rep(100000)
return load('return [' .. e .. '[' .. ('x'):rep(1000000) .. ']' .. e .. ']') ~= nil

print(pcall(function() local _ENV = nil; return x end))  --~ false .*: attempt to index a nil value \(local '_ENV'\)
print(pcall(function() local _ENV <const> = 5; x = 1 end))  --~ false .*: attempt to index a number value.*
local _ENV <const> = { print = print, w = 1 }
print(w)                                                 --> 1
local function f() return w end
print(f())                                               --> 1

print(xpcall(function() error("e", 0) end, function(m) return "<" .. m .. ">", "dropped" end))   --> false <e>
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3))   --> true 3 1 nil 3
print(xpcall(error, function(m) return type(m) end))      --> false nil
print(xpcall(function() local x = nil; x.y = 1 end, function(m) return m end))  --~ false .*: attempt to index a nil value \(local 'x'\)
-- the handler runs where the error was raised: the stack is still there
local function inner() local secret = "found" error("x") end
print(xpcall(inner, function() return select(2, debug.getlocal(3, 1)) end))   --> false found
print(pcall(xpcall))                                      --> false bad argument #2 to 'xpcall' (function expected, got no value)

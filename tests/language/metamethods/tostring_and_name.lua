print(tostring(setmetatable({}, { __tostring = function(t) return "custom" end })))   --> custom
print(tostring(setmetatable({}, { __name = "My.Type" })))         --~ My.Type: .*
print(pcall(tostring, setmetatable({}, { __tostring = function() return 1 end })))    --> true 1
print(tostring(setmetatable({}, { __tostring = function() return "x", "y" end })))    --> x
print(tostring(setmetatable({}, { __name = 5 })))                 --~ table: .*
print(setmetatable({}, { __tostring = function() return "by print" end }))            --> by print
print(pcall(string.rep, setmetatable({}, { __name = "My.Type" })))  --> false bad argument #1 to 'string.rep' (string expected, got My.Type)
debug.setmetatable(nil, { __tostring = function() return "NIL" end })
print(nil, tostring(nil))                                         --> NIL NIL
debug.setmetatable(nil, nil)

local t = setmetatable({ 1, 2, 3 }, { __len = function(self, other) return rawlen(self) * 10 end })
print(#t, rawlen(t))                     --> 30 3
print(#setmetatable({}, { __len = function() return "any" end }))   --> any
local u = setmetatable({}, { __len = function() error("no length", 0) end })
print(pcall(function() return #u end))   --> false no length
print(#"strings ignore it")              --> 17

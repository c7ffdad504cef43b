-- Unary metamethods get their operand twice; a second operand of a binary one may be anything.
local t = setmetatable({}, { __unm = function(a, b) return rawequal(a, b) end, __bnot = function(a, b) return rawequal(a, b) end })
print(-t, ~t)          --> true true
local n = setmetatable({}, { __unm = function() return 1 end })
print(- -n, -n + 1)    --> -1 2

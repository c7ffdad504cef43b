local calls = 0
local t = { name = "t", get = function(self) return self.name end }
local function obj() calls = calls + 1 return t end
print(obj():get(), calls)             --> t 1
local s = "abc"
print(s:upper(), s:len(), ("x"):rep(2))  --> ABC 3 xx
print(pcall(function() return t:missing() end))  --~ false .*: attempt to call a nil value \(method 'missing'\)
print(pcall(function() local n = 5 return n:foo() end))  --~ false .*: attempt to index a number value \(local 'n'\)

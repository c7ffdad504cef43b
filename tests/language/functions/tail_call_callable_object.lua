local obj = setmetatable({}, { __call = function(self, n) if n == 0 then return self end return self(n - 1) end })
print(obj(100000) == obj)             --> true
local function f(...) return obj(...) end
print(f(3) == obj)                    --> true

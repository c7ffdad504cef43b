local t = setmetatable({}, { __pairs = function(self) return function(_, k) k = (k or 0) + 1 if k <= 2 then return k, k * 10 end end, self, nil, "ignored" end })
for k, v in pairs(t) do print(k, v) end       --> 1 10 --> 2 20
print(select("#", pairs(t)))                  --> 3
print(select("#", pairs {}))                  --> 3
debug.setmetatable(0, { __pairs = function(n) return function(_, i) if i < n then return i + 1 end end, nil, 0 end })
for i in pairs(3) do io.write(i, " ") end print()   --> 1 2 3
debug.setmetatable(0, nil)
print(pcall(pairs))                           --> false bad argument #1 to 'pairs' (value expected)
print((pcall(function() for _ in pairs(1) do end end)))   --> false

local n, again = 0, 0
local mt = {}
mt.__gc = function(o) n = n + 1 if o.twice then o.twice = nil again = again + 1 setmetatable(o, mt) end end
for i = 1, 20000 do setmetatable({ twice = i % 10 == 0 or nil }, mt) end
for _ = 1, 4 do collectgarbage() end
print(n, again)                                          --> 22000 2000

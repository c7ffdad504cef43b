-- __eq, __len, __index ... added to a metatable whose objects have been used already.
local mt = {}
local a, b = setmetatable({ 1 }, mt), setmetatable({ 2 }, mt)
local function use() return a == b, #a, a.k, a[2], (pcall(function() return a < b end)), (pcall(function() return a() end)), tostring(a) == "T" end
for _ = 1, 500 do use() end
print(use())                                          --> false 1 nil nil false false false
mt.__eq = function() return true end
mt.__len = function() return 99 end
mt.__index = function(_, k) return "<" .. k .. ">" end
mt.__lt = function() return true end
mt.__call = function() return true end
mt.__tostring = function() return "T" end
print(use())                                          --> true 99 <k> <2> true true true
for k in pairs(mt) do mt[k] = nil end
print(use())                                          --> false 1 nil nil false false false

local function sum(t, iter) local s = 0 for _, v in (iter or pairs)(t) do s = s + v end return s end
local function isum(t) local s = 0 for _, v in ipairs(t) do s = s + v end return s end
local function nsum(t) local s = 0 for _, v in next, t do s = s + v end return s end
local t = { 1, 2, 3, x = 4 }
for _ = 1, 500 do sum(t) isum(t) nsum(t) end
print(sum(t), isum(t), nsum(t))                       --> 10 6 10
local mt = { __pairs = function() return function(_, i) i = (i or 0) + 1 if i < 3 then return i, 100 end end end }
print(sum(setmetatable({}, mt)))                      --> 200
print(isum(setmetatable({}, { __index = function(_, i) if i < 5 then return i end end })))   --> 10
local old_next, old_pairs, old_ipairs = next, pairs, ipairs
next = function() return nil end
print(nsum(t), sum(t))                                --> 0 10
next = old_next
ipairs = function(x) return old_next, { a = 50 } end
print(isum(t))                                        --> 50
pairs = function() return old_next, { 7 } end
print(sum(t))                                         --> 7
pairs, ipairs = old_pairs, old_ipairs
print(sum(t), isum(t), pcall(isum))                   --~ 10 6 false .*(bad argument #1 to|attempt to index a nil value).*

local t = setmetatable({}, {})
local mt = getmetatable(t)
local function overflow(f) local ok, e = pcall(f) return ok, tostring(e):match("stack overflow") end
mt.__index = function(s, k) return s[k .. "x"] end
print(overflow(function() return t.x end))               --> false stack overflow
mt.__add = function(a, b) return a + b end
print(overflow(function() return t + 1 end))             --> false stack overflow
mt.__eq = function(a, b) return a == setmetatable({}, mt) end
print(overflow(function() return t == setmetatable({}, mt) end))   --> false stack overflow
mt.__call = function(s, ...) s(...) end
print(overflow(function() t() end))                      --> false stack overflow
mt.__concat = function(a, b) return a .. b end
print(overflow(function() return t .. "x" end))          --> false stack overflow
mt.__tostring = function(s) return tostring(s) .. "x" end
print(overflow(function() return tostring(t) end))       --> false stack overflow
mt.__newindex = function(s, k, v) s[k] = v end
print(overflow(function() t.x = 1 end))                  --> false stack overflow
mt.__lt = function(a, b) return a < b end
print(overflow(function() return t < t end))             --> false stack overflow
mt.__len = function(a) return #a end
print(overflow(function() return #t end))                --> false stack overflow

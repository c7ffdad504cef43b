-- 5.4.4: the stack overflowed where an error met the end of the C stack while it was handled.
local function chain() return pcall(string.gsub, "a", "a", function() return chain() .. {} end) end
print(type(chain())) --> boolean
local function handler(e) return string.gsub("x", "x", function() return handler(e) end) end
print((xpcall(error, handler, "first"))) --> false
local s = string.rep("a", 300)
local function deep(n) local x = deep(n + 1) return s .. x .. {} end
print((xpcall(deep, function(m) return tostring(m) .. deep(1) end, 1))) --> false
print(select("#", pcall(deep, 1))) --> 2

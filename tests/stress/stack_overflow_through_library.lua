local function overflow(f) local ok, e = pcall(f) return ok, tostring(e):match("stack overflow") end
local function sort() table.sort({ 3, 2, 1 }, function(a, b) sort() return a < b end) end
print(overflow(sort))                                    --> false stack overflow
local function gsub() return (("x"):gsub("x", gsub)) end
print(overflow(gsub))                                    --> false stack overflow
local function reader() load(function() reader() end) error("stack overflow") end
print((pcall(reader)))                                   --> false
local function req(n) package.preload["m" .. n] = function() req(n + 1) end require("m" .. n) end
print((pcall(req, 1)))                                   --> false
local function str() return tostring(setmetatable({}, { __tostring = str })) end
print(overflow(str))                                     --> false stack overflow
print("alive")                                           --> alive

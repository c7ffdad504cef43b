-- Adding, replacing and removing metamethods takes effect at once, at every place already run.
local mt = {}
local t = setmetatable({}, mt)
local function read() return t.f end
local function add() return pcall(function() return t + 1 end) end
print(read(), (add()))              --> nil false
mt.__index = { f = "table" }
mt.__add = function() return "sum" end
print(read(), add())                --> table true sum
mt.__index.f = "changed"
print(read())                       --> changed
mt.__index = function() return "function" end
print(read())                       --> function
mt.__index, mt.__add = nil, nil
print(read(), (add()))              --> nil false
setmetatable(t, { __index = { f = "other" } })
print(read())                       --> other
t.f = "own"
print(read())                       --> own
setmetatable(t, nil)
t.f = nil
print(read())                       --> nil

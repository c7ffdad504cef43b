local function status(...) return (...) end
print(status(xpcall(error, error)))                      --> false
print(status(xpcall(error, function(m) error(m) end, "x")))   --> false
local function handler() local x = nil; x.y = 1 end
print(status(xpcall(error, handler, "x")))               --> false
local function recurse() return recurse() + 1 end
print(status(xpcall(recurse, function() return "handled" end)))   --> false
print(select(2, xpcall(recurse, function() return "handled" end)))   --> handled
print(type(select(2, xpcall(recurse, debug.traceback)))) --> string

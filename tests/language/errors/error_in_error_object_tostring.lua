local bad = setmetatable({}, { __tostring = function() error("nested", 0) end })
print(pcall(tostring, bad))                       --> false nested
local ok, e = pcall(error, bad)
print(ok, rawequal(e, bad))                       --> false true

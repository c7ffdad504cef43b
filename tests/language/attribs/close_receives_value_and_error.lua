local value = setmetatable({}, { __close = function(v, e) print(v == value, e) end })
value = debug.getmetatable(value) and value
local mt = { __close = function(v, e) print(rawequal(v, V), e) end }
V = setmetatable({}, mt)
do local x <close> = V end                                        --> true nil
print(pcall(function() local x <close> = V error({}) end))       --~ true table: .*
--~ false table: .*
print(pcall(function() local x <close> = V error(nil) end))      --> true nil --> false nil
print(pcall(function() local x <close> = V local y = nil + 1 end))  --~ true .*arithmetic on a nil value
--~ false .*arithmetic on a nil value

local s = "str"
print(s.len, s.upper == string.upper, ("x").nothing)    --~ function: .* true nil
debug.setmetatable(0, { __index = function(n, k) return n .. "." .. k end })
print((5).field, (1.5).x)                               --> 5.field 1.5.x
debug.setmetatable(0, nil)
debug.setmetatable(nil, { __index = function(_, k) return "nil " .. tostring(k) end })
local n
print(n.field)                                          --> nil field
debug.setmetatable(nil, nil)
debug.setmetatable(print, { __index = { tag = "function" } })
print(print.tag, (function() end).tag)                  --> function function
debug.setmetatable(print, nil)
debug.setmetatable(true, { __index = function(b) return not b end })
print((true).x, (false).x)                              --> false true

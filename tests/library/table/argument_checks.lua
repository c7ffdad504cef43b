local function why(f, ...) print((select(2, pcall(f, ...)))) end
why(table.concat)                       --> bad argument #1 to 'table.concat' (table expected, got no value)
why(table.sort, "x")                    --> bad argument #1 to 'table.sort' (table expected, got string)
why(table.remove)                       --> bad argument #1 to 'table.remove' (table expected, got no value)
why(table.insert, setmetatable({}, { __len = function() return "x" end }), 1)   --> object length is not an integer
why(table.concat, setmetatable({}, { __len = function() return 1.5 end }))      --> object length is not an integer
-- any object with the needed metamethods will do
local fake = setmetatable({}, { __index = function() return "v" end, __len = function() return 2 end })
print(table.concat(fake, "+"))          --> v+v
debug.setmetatable(1, { __index = function(n, k) return n + k end, __len = function(n) return n end })
print(table.concat(3, " "), table.unpack(2))  --> 4 5 6 3 4
debug.setmetatable(1, nil)

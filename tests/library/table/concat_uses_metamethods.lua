local t = setmetatable({}, { __index = function(_, i) return "i" .. i end, __len = function() return 3 end })
print(table.concat(t, " "), table.concat(t, "", 5, 6))   --> i1 i2 i3 i5i6

-- string.unpack at offsets beyond the string.
-- ends: error ok
for _, at in ipairs {0, -100, 100, math.mininteger, math.maxinteger} do pcall(string.unpack, 'i8', 'abc', at) pcall(string.unpack, 's8', ('\255'):rep(8), at) pcall(string.unpack, 'z', 'abc', at) end
return 'ok'

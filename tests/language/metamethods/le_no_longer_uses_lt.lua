--@ peer-differs Debian builds with LUA_COMPAT_LT_LE
-- Since 5.4 `a <= b` is never computed as `not (b < a)`.
local o = setmetatable({}, { __lt = function() return false end })
print(pcall(function() return o <= o end))  --~ false .*: attempt to compare two table values

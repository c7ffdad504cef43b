-- 5.4.7: fields of the string "_ENV", or of a field with that name, were called globals.
print((select(2, pcall(function() return ("_ENV").x + 1 end)):match("attempt.*"))) --> attempt to perform arithmetic on a nil value (field 'x')
local a = {_ENV = {}}
print((select(2, pcall(function() return a._ENV.x + 1 end)):match("attempt.*"))) --> attempt to perform arithmetic on a nil value (field 'x')
print((select(2, pcall(function() return x_not_there + 1 end)):match("attempt.*"))) --> attempt to perform arithmetic on a nil value (global 'x_not_there')
--@ peer-differs fixed in 5.4.8

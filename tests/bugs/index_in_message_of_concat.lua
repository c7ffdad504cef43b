-- 5.4.2: the message of table.concat printed the position of a bad value by the wrong format.
local ok, message = pcall(table.concat, {1, 2, {}})
print(message) --~ invalid value .*at index 3\)? in table for .concat.
local t = setmetatable({}, {__index = function() return false end})
print(pcall(table.concat, t, "", 1 << 40, 1 << 41)) --> false invalid value (boolean) at index 1099511627776 in table for 'concat'
print(pcall(table.concat, t, "", math.mininteger, 1)) --> false invalid value (boolean) at index -9223372036854775808 in table for 'concat'
